import type { Refusals } from './refusal.js';

export const messaging = {
  'no-such-unsubscribe-link': { status: 404, en: 'This unsubscribe link is not complete. Use the link in the mail as it is.', 'zh-CN': '退订链接不完整，请直接使用邮件中的链接。' },
  'no-such-link': { status: 404, en: 'This link is not complete. Use the link in the mail as it is.', 'zh-CN': '链接不完整，请直接使用邮件中的链接。' },
  'message-not-in-doubt': { status: 409, en: 'Only a message whose fate is unknown can be resolved.', 'zh-CN': '只有状态未知的消息才能人工确认。' },
  'suppressions-not-readable': {
    status: 422,
    en: 'This is no CSV file with a column "address".',
    'zh-CN': '文件不是包含“address”列的 CSV。',
  },
  'not-suppressed': { status: 409, en: 'This address is not suppressed any more.', 'zh-CN': '该地址已不在禁发名单中。' },
} as const satisfies Refusals;
