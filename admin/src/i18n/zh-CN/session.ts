import type { InAnotherLanguage } from '../Catalogue';
import type { session as english } from '../en/session';

export const session: InAnotherLanguage<typeof english> = {
  title: '登录 Perennial',
  subtitle: '在用完之前，恰到好处地提醒一声。',
  email: '邮箱',
  password: '密码',
  name: '您的姓名',
  new_password: '新密码',
  password_help: '至少 10 个字符，建议使用几个容易记住的词语。',
  sign_in: '登录',
  unreachable: '无法连接服务，请检查网络后重试。',
  second_factor: {
    title: '还差一步',
    text: { totp: '请打开身份验证器应用，输入其中显示的验证码。', 'backup-code': '请输入一个您保存的备用码，每个只能使用一次。' },
    code: { totp: '六位验证码', 'backup-code': '备用码' },
    instead: { totp: '改用身份验证器', 'backup-code': '改用备用码' },
  },
  forgot: {
    link: '忘记密码？',
    title: '重设密码',
    text: '我们会发送一个一小时内有效的链接。',
    send: '发送链接',
    sent: '如果该邮箱已注册，链接正在发送途中。',
  },
  reset: {
    title: '设置新密码',
    text: '您在其他设备上的登录都将退出。',
    submit: '保存密码',
    done: '新密码已保存。',
  },
};
