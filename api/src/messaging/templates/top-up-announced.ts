import { button, paragraphs } from './layout.js';
import type { TemplateSources } from './template.js';

/** Before the first automatic top-up: what may be charged from now on, and when. */
export const topUpAnnounced: TemplateSources = {
  en: {
    subject: 'The balance of {{ workspace_name }} now fills itself up',
    preheader: 'Below {{ threshold | money }} the saved card is charged, at most {{ monthly_cap | money }} a month.',
    body: `
      ${paragraphs(
        'From tomorrow on, when the balance of <b>{{ workspace_name }}</b> falls below <b>{{ threshold | money }}</b>, we fill it up to {{ refill_to | money }} with the saved card.',
        'Never more than <b>{{ monthly_cap | money }}</b> in a month. You can change or stop this at any time.',
      )}
      ${button('{{ billing_url }}', 'Plan &amp; billing')}`,
    footer: 'You get this because you are responsible for the plan of {{ workspace_name }}.',
    text: `From tomorrow on, when the balance of {{ workspace_name }} falls below {{ threshold | money }}, we fill it up to {{ refill_to | money }} with the saved card.

Never more than {{ monthly_cap | money }} in a month. You can change or stop this at any time: {{ billing_url }}
`,
  },
  'zh-CN': {
    subject: '{{ workspace_name }}的余额已开启自动充值',
    preheader: '余额低于 {{ threshold | money }} 时从已保存的银行卡扣款，每月最多 {{ monthly_cap | money }}。',
    body: `
      ${paragraphs(
        '自明天起，当<b>{{ workspace_name }}</b>的余额低于 <b>{{ threshold | money }}</b> 时，我们将使用已保存的银行卡充值至 {{ refill_to | money }}。',
        '每月最多扣款 <b>{{ monthly_cap | money }}</b>。您可以随时修改或停止。',
      )}
      ${button('{{ billing_url }}', '套餐与账单')}`,
    footer: '您是{{ workspace_name }}的套餐负责人，因此收到本邮件。',
    text: `自明天起，当{{ workspace_name }}的余额低于 {{ threshold | money }} 时，我们将使用已保存的银行卡充值至 {{ refill_to | money }}。

每月最多扣款 {{ monthly_cap | money }}。您可以随时修改或停止：{{ billing_url }}
`,
  },
};
