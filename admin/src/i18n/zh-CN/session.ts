import type { InAnotherLanguage } from '../Catalogue';
import type { session as english } from '../en/session';

export const session: InAnotherLanguage<typeof english> = {
  title: '登录 Perennial',
  subtitle: '在用完之前，恰到好处地提醒一声。',
  email: '邮箱',
  password: '密码',
  sign_in: '登录',
  signing_in: '正在登录…',
  unreachable: '无法连接服务，请检查网络后重试。',
};
