import { button, paragraphs } from './layout.js';
import type { TemplateSources } from './template.js';

export const receipt: TemplateSources = {
  en: {
    subject: 'Receipt {{ invoice_number }}: paid through {{ paid_through | day }}',
    preheader: 'Thank you. {{ total | money }} received; the invoice is attached.',
    body: `
      ${paragraphs(
        'Thank you. We received <b>{{ total | money }}</b> for the plan <b>{{ plan_name }}</b> of <b>{{ workspace_name }}</b>.',
        'It now runs from {{ period_from | day }} through <b>{{ paid_through | day }}</b>. No day of the previous period was lost.',
        'Invoice {{ invoice_number }} is attached; you can also find it with the others on the billing page.',
      )}
      ${button('{{ billing_url }}', 'Plan &amp; billing')}`,
    footer: 'Please keep this mail with your records.',
    text: `Thank you. We received {{ total | money }} for the plan {{ plan_name }} of {{ workspace_name }}.

It now runs from {{ period_from | day }} through {{ paid_through | day }}. No day of the previous period was lost.

Invoice {{ invoice_number }} is attached; you can also find it here: {{ billing_url }}
`,
  },
  'zh-CN': {
    subject: '收据 {{ invoice_number }}：有效期至{{ paid_through | day }}',
    preheader: '感谢您的支付。已收到 {{ total | money }}，账单见附件。',
    body: `
      ${paragraphs(
        '感谢您。我们已收到<b>{{ workspace_name }}</b>的<b>{{ plan_name }}</b>套餐费用 <b>{{ total | money }}</b>。',
        '有效期为{{ period_from | day }}至<b>{{ paid_through | day }}</b>，上一周期的天数没有损失。',
        '账单 {{ invoice_number }} 见附件，也可在套餐与账单页面查看。',
      )}
      ${button('{{ billing_url }}', '套餐与账单')}`,
    footer: '请妥善保存本邮件。',
    text: `感谢您。我们已收到{{ workspace_name }}的{{ plan_name }}套餐费用 {{ total | money }}。

有效期为{{ period_from | day }}至{{ paid_through | day }}，上一周期的天数没有损失。

账单 {{ invoice_number }} 见附件，也可在此查看：{{ billing_url }}
`,
  },
};
