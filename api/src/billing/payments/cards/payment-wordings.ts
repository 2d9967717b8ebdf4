import type { PaymentWording } from '@perennial/contract/admin';

/** The wordings in force. A text that is changed gets a new version: what somebody agreed to is what they read. */
export const PAYMENT_WORDINGS: readonly PaymentWording[] = [
  {
    purpose: 'save-card',
    version: 'save-card-1',
    text: {
      en: 'I agree that this card is kept with the payment provider and may be charged later for what I order or have set to renew by itself. I can remove it at any time.',
      'zh-CN': '我同意由支付服务商保存此银行卡，并用于日后支付我订购的或已设为自动续费的项目。我可随时移除。',
    },
  },
  {
    purpose: 'auto-renew',
    version: 'auto-renew-1',
    text: {
      en: 'I agree that the plan renews by itself: the price then in force is charged to my saved card from seven days before the paid time ends. Each payment comes with an invoice. I can switch this off at any time until then.',
      'zh-CN': '我同意套餐自动续费：自已付费期结束前七天起，按届时价格从我保存的银行卡扣款。每次扣款均开具账单。在扣款前我可随时关闭。',
    },
  },
];
