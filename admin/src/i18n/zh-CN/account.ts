import type { InAnotherLanguage } from '../Catalogue';
import type { account as english } from '../en/account';

export const account: InAnotherLanguage<typeof english> = {
  title: '我的账号',
  lead: '仅属于您本人，在所有工作区通用。',
  profile: {
    title: '个人信息',
    text: '同事看到的姓名，以及您使用的语言。',
    name: '姓名',
    locale: '语言',
    locale_help: '在您登录的所有设备上，以及有关账号的邮件中生效。',
    done: '已保存',
  },
  two_factor: {
    title: '两步验证',
    text: '登录时除密码外还需手机上的验证码，密码泄露也不会被盗用。',
    is_on: '两步验证已开启。',
    is_off: '两步验证未开启。',
    enable: '开始设置',
    disable: '关闭',
    scan: '请用身份验证器应用扫描此二维码。',
    qr: '身份验证器二维码',
    by_hand: '或手动输入密钥：',
    backup_codes: '请妥善保存这些备用码。手机不在身边时，每个可登录一次；之后不再显示。',
    verify: '开启',
  },
  password: {
    title: '密码',
    text: '更改后，您在其他设备上的登录都将退出。',
    current: '当前密码',
    submit: '更改密码',
    done: '密码已更改',
  },
  sessions: {
    title: '登录的设备',
    text: '如有不认识的设备，请结束其登录并更改密码。',
    current: '当前浏览器',
    unknown_browser: '未知浏览器',
    since: '%{when} 起，来自 %{ip}',
    end: '结束',
    end_others: '结束其他所有登录',
  },
};
