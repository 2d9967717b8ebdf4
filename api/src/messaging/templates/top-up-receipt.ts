import { button, paragraphs } from './layout.js';
import type { TemplateSources } from './template.js';

const footer = {
  en: 'You get this because you are responsible for the plan of {{ workspace_name }}.',
  'zh-CN': '您是{{ workspace_name }}的套餐负责人，因此收到本邮件。',
};
const what = {
  en: '{{ total | money }} came in for the balance of {{ workspace_name }}{% if card_last4 != "" %} from the card ending in {{ card_last4 }}{% endif %}. The balance is now {{ available | money }}.',
  'zh-CN': '{{ workspace_name }}的余额已到账 {{ total | money }}{% if card_last4 != "" %}（尾号 {{ card_last4 }} 的银行卡）{% endif %}。当前余额为 {{ available | money }}。',
};
const next = {
  en: 'It pays for renewals and whatever else you buy; the invoice comes with what it is spent on.',
  'zh-CN': '余额可用于续费及其他购买；账单将在实际消费时开具。',
};

export const topUpReceipt: TemplateSources = {
  en: {
    subject: 'Receipt: {{ total | money }} is on your balance',
    preheader: 'The balance is now {{ available | money }}.',
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
    subject: '收款通知：{{ total | money }} 已充入余额',
    preheader: '当前余额为 {{ available | money }}。',
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
