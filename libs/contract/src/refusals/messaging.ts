import type { Refusals } from './refusal.js';

export const messaging = {
  'no-such-unsubscribe-link': { status: 404, en: 'This unsubscribe link is not complete. Use the link in the mail as it is.', 'zh-CN': '退订链接不完整，请直接使用邮件中的链接。' },
  'no-such-link': { status: 404, en: 'This link is not complete. Use the link in the mail as it is.', 'zh-CN': '链接不完整，请直接使用邮件中的链接。' },
  'message-not-in-doubt': { status: 409, en: 'Only a message whose fate is unknown can be resolved.', 'zh-CN': '只有状态未知的消息才能人工确认。' },
  'sending-paused-by-operator': {
    status: 409,
    en: 'The operator of the service has paused sending; only the operator can resume it.',
    'zh-CN': '发送已被平台运营方暂停，只能由运营方恢复。',
  },
  'suppressions-not-readable': {
    status: 422,
    en: 'This is no CSV file with a column "address".',
    'zh-CN': '文件不是包含“address”列的 CSV。',
  },
  'not-suppressed': { status: 409, en: 'This address is not suppressed any more.', 'zh-CN': '该地址已不在禁发名单中。' },
  'template-broken': { status: 422, en: 'The template cannot be read: {what} ({field}, line {line}).', 'zh-CN': '模板无法解析：{what}（{field} 第 {line} 行）。' },
  'template-part-missing': { status: 422, en: 'The template has no {field}.', 'zh-CN': '模板缺少 {field}。' },
  'template-unknown-variable': { status: 422, en: 'There is no variable {what} ({field}, line {line}).', 'zh-CN': '不存在变量 {what}（{field} 第 {line} 行）。' },
  'template-without-unsubscribe-link': {
    status: 422,
    en: 'Every reminder must say how to stop reminders, whatever else it says: put links.stop into {field}.',
    'zh-CN': '每条提醒都必须始终包含停止提醒的方式：请在 {field} 中加入 links.stop。',
  },
  'template-names-sensitive-product': {
    status: 422,
    en: 'Others may read this over a shoulder, and it could name a sensitive product: {what} ({field}, line {line}). Use headline, or write it inside unless any_sensitive.',
    'zh-CN': '此处可能被旁人看到，且可能出现敏感商品名称：{what}（{field} 第 {line} 行）。请改用 headline，或写在 unless any_sensitive 之内。',
  },
  'template-active-content': { status: 422, en: 'Mails carry no active content: {what} ({field}, line {line}).', 'zh-CN': '邮件中不允许活动内容：{what}（{field} 第 {line} 行）。' },
  'no-draft': { status: 409, en: 'There is no draft of this template.', 'zh-CN': '该模板没有草稿。' },
  'nothing-to-preview': { status: 409, en: 'A reminder to this customer would have nothing to say yet. Choose another, or look at sample data.', 'zh-CN': '目前没有可提醒该客户的内容。请选择其他客户，或使用示例数据。' },
  'test-by-email-only': { status: 409, en: 'A test goes to your own e-mail address; this template is for text messages. Use the preview.', 'zh-CN': '测试消息会发到您本人的邮箱；该模板用于短信，请使用预览。' },
  'not-a-mail': { status: 422, en: 'This is not the source of a mail with a sender.', 'zh-CN': '这不是带有发件人的邮件原文。' },
  'mailbox-not-reachable': { status: 422, en: 'The mailbox could not be opened: {what}.', 'zh-CN': '无法打开该邮箱：{what}。' },
  'no-own-sender': { status: 409, en: 'No address of your own is set; set one first.', 'zh-CN': '尚未设置自有发件地址，请先设置。' },
  'no-open-task': { status: 409, en: 'There is no such open task.', 'zh-CN': '没有该未完成的任务。' },
} as const satisfies Refusals;
