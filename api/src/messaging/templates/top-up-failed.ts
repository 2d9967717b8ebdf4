import { button, paragraphs } from './layout.js';
import type { TemplateSources } from './template.js';

const footer = {
  en: 'You get this because you are responsible for the plan of {{ workspace_name }}.',
  'zh-CN': '您是{{ workspace_name }}的套餐负责人，因此收到本邮件。',
};
const what = {
  en: 'The balance of {{ workspace_name }} could not be filled up: the card ending in {{ card_last4 }} was declined for {{ total | money }}. Nothing was charged.',
  'zh-CN': '{{ workspace_name }}的余额自动充值未成功：尾号 {{ card_last4 }} 的银行卡未能支付 {{ total | money }}。未发生任何扣款。',
};
const next = {
  en: 'While the balance is low we try again at most once an hour, five times in all, and not at all when the bank will not accept this card any more. You can save another card, top up by hand, or switch the automatic top-up off.',
  'zh-CN': '余额不足期间，我们最多每小时重试一次，共五次；若银行不再接受此卡，则不再重试。您可以更换银行卡、手动充值，或关闭自动充值。',
};

export const topUpFailed: TemplateSources = {
  en: {
    subject: 'The balance could not be filled up by {{ total | money }}',
    preheader: 'Your card was declined. Nothing was charged.',
    body: `
      ${paragraphs(what.en, next.en)}
      ${button('{{ billing_url }}', 'Plan &amp; billing')}`,
    footer: footer.en,
    text: `${what.en}

${next.en}

{{ billing_url }}

${footer.en}
`,
  },
  'zh-CN': {
    subject: '余额自动充值 {{ total | money }} 未成功',
    preheader: '银行卡被拒，未发生扣款。',
    body: `
      ${paragraphs(what['zh-CN'], next['zh-CN'])}
      ${button('{{ billing_url }}', '套餐与账单')}`,
    footer: footer['zh-CN'],
    text: `${what['zh-CN']}

${next['zh-CN']}

{{ billing_url }}

${footer['zh-CN']}
`,
  },
};
