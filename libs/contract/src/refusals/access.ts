import type { Refusals } from './refusal.js';

export const access = {
  'not-signed-in': { status: 401, en: 'Sign in first.', 'zh-CN': '请先登录。' },
  'wrong-credentials': { status: 401, en: 'The e-mail address or the password is wrong.', 'zh-CN': '邮箱或密码错误。' },
  'wrong-password': { status: 422, en: 'The current password is wrong.', 'zh-CN': '当前密码错误。' },
  'wrong-code': { status: 401, en: 'The code is wrong or no longer valid.', 'zh-CN': '验证码错误或已失效。' },
  'second-factor-off': { status: 409, en: 'Two-factor sign-in is not set up on this account.', 'zh-CN': '该账号尚未设置两步验证。' },
  'password-too-weak': { status: 422, en: 'Choose a password of 10 to 128 characters.', 'zh-CN': '请设置 10 至 128 个字符的密码。' },
  'foreign-origin': { status: 403, en: 'This request did not come from our own pages.', 'zh-CN': '该请求并非来自本站页面。' },
  'too-many-attempts': {
    status: 429,
    en: 'Too many attempts. Try again in {retryAfterSeconds} seconds.',
    'zh-CN': '尝试次数过多，请在 {retryAfterSeconds} 秒后重试。',
  },
  'not-a-member': { status: 403, en: 'You are not a member of this workspace.', 'zh-CN': '您不是该工作区的成员。' },
  'role-too-low': { status: 403, en: 'This needs the role {needed}.', 'zh-CN': '此操作需要 {needed} 角色。' },
  'operators-only': { status: 403, en: 'Only operators of the service may do this.', 'zh-CN': '仅服务运营人员可执行此操作。' },
  'key-not-valid': { status: 401, en: 'This API key is unknown or revoked.', 'zh-CN': '该 API 密钥不存在或已撤销。' },
  'scope-missing': { status: 403, en: 'This API key does not have the scope {scope}.', 'zh-CN': '该 API 密钥缺少权限 {scope}。' },
  'not-for-api-keys': { status: 403, en: 'This cannot be done with an API key.', 'zh-CN': '此操作不能使用 API 密钥。' },
  'link-not-valid': { status: 410, en: 'This link is not valid or was already used.', 'zh-CN': '该链接无效或已被使用。' },
  'link-expired': { status: 410, en: 'This link is too old. Ask for a new one.', 'zh-CN': '该链接已过期，请重新获取。' },
  'invitation-not-valid': {
    status: 410,
    en: 'This invitation was revoked, already accepted, or is too old.',
    'zh-CN': '该邀请已被撤销、已被接受或已过期。',
  },
  'invitation-for-another-person': {
    status: 403,
    en: 'This invitation was sent to another e-mail address than the one you are signed in with.',
    'zh-CN': '该邀请发送给了另一个邮箱，与您当前登录的邮箱不同。',
  },
  'account-exists': {
    status: 409,
    en: 'There is an account with this e-mail address. Sign in to accept the invitation.',
    'zh-CN': '该邮箱已有账号，请登录后接受邀请。',
  },
  'already-a-member': { status: 409, en: 'This person is already a member.', 'zh-CN': '该人员已是成员。' },
  'last-owner': { status: 409, en: 'A workspace keeps at least one owner.', 'zh-CN': '工作区必须至少保留一名所有者。' },
  'slug-taken': { status: 409, en: 'This short name is taken.', 'zh-CN': '该短名称已被使用。' },
  'clock-not-movable': { status: 403, en: 'The clock can be moved only in the demo and in tests.', 'zh-CN': '仅演示环境和测试中可以调整时钟。' },
  'clock-goes-forward': { status: 422, en: 'The clock only moves forward.', 'zh-CN': '时钟只能向前调整。' },
} as const satisfies Refusals;
