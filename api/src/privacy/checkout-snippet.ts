import { escapeHtml } from '../platform/http/index.js';

/** What the snippet is made of. */
export interface SnippetParts {
  readonly version: string;
  readonly locale: 'en' | 'zh-CN';
  readonly text: string;
  /** Where the shop's server sends the decision. */
  readonly optInUrl: string;
}

const NOTES = {
  en: {
    unticked: 'Leave the box unticked. A box that is ticked beforehand is no consent, and reminders sent on it are unlawful.',
    send: 'If the customer ticked it, your server (never this page: the API key must stay secret) sends this when the order is placed:',
    order: 'order number',
    shopper: 'IP address of the shopper, optional',
  },
  'zh-CN': {
    unticked: '请勿预先勾选。预先勾选不构成同意，据此发送的提醒不合法。',
    send: '客户勾选后，请在下单时由您的服务器发送以下请求（切勿从本页面发送，API 密钥必须保密）：',
    order: '订单号',
    shopper: '客户的 IP 地址，可选',
  },
} as const;

/**
 * The checkbox for a shop's checkout, with the instruction for whoever builds it in. The version travels with the order, so that
 * the decision names the text that was shown. Nothing in the comment can end it: a version has no `>`.
 */
export function checkoutSnippet({ version, locale, text, optInUrl }: SnippetParts): string {
  const note = NOTES[locale];
  const body = {
    customer: { externalId: '…', email: '…' },
    purpose: 'replenishment-reminder',
    channel: 'email',
    decision: 'granted',
    wordingVersion: version,
    ip: `… (${note.shopper})`,
    evidence: `… (${note.order})`,
  };
  const comment = [
    note.unticked,
    note.send,
    `POST ${optInUrl}`,
    'Authorization: Bearer … (consent:write)',
    `Idempotency-Key: … (${note.order})`,
    'Content-Type: application/json',
    JSON.stringify(body),
  ];
  return `<!--
${comment.map((line) => `  ${line}`).join('\n')}
-->
<label lang="${locale}">
  <input type="checkbox" name="perennial-reminders" value="granted">
  ${escapeHtml(text)}
</label>
<input type="hidden" name="perennial-wording-version" value="${escapeHtml(version)}">
`;
}
