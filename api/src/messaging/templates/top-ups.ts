import { payerMail } from './payer-mail.js';

/** Before the first automatic top-up: what may be charged from now on, and when. */
export const topUpAnnounced = payerMail({
  en: {
    subject: 'The balance of {{ workspace_name }} now fills itself up',
    preheader: 'Below {{ threshold | money }} the saved card is charged, at most {{ monthly_cap | money }} a month.',
    says: [
      'From tomorrow on, when the balance of <b>{{ workspace_name }}</b> falls below <b>{{ threshold | money }}</b>, we fill it up to {{ refill_to | money }} with the saved card.',
      'Never more than <b>{{ monthly_cap | money }}</b> in a month. You can change or stop this at any time.',
    ],
  },
  'zh-CN': {
    subject: '{{ workspace_name }}的余额已开启自动充值',
    preheader: '余额低于 {{ threshold | money }} 时从已保存的银行卡扣款，每月最多 {{ monthly_cap | money }}。',
    says: [
      '自明天起，当<b>{{ workspace_name }}</b>的余额低于 <b>{{ threshold | money }}</b> 时，我们将使用已保存的银行卡充值至 {{ refill_to | money }}。',
      '每月最多扣款 <b>{{ monthly_cap | money }}</b>。您可以随时修改或停止。',
    ],
  },
});

export const topUpFailed = payerMail({
  en: {
    subject: 'The balance could not be filled up by {{ total | money }}',
    preheader: 'Your card was declined. Nothing was charged.',
    says: [
      'The balance of {{ workspace_name }} could not be filled up: the card ending in {{ card_last4 }} was declined for {{ total | money }}. Nothing was charged.',
      'While the balance is low we try again at most once an hour, five times in all, and not at all when the bank will not accept this card any more. You can save another card, top up by hand, or switch the automatic top-up off.',
    ],
  },
  'zh-CN': {
    subject: '余额自动充值 {{ total | money }} 未成功',
    preheader: '银行卡被拒，未发生扣款。',
    says: [
      '{{ workspace_name }}的余额自动充值未成功：尾号 {{ card_last4 }} 的银行卡未能支付 {{ total | money }}。未发生任何扣款。',
      '余额不足期间，我们最多每小时重试一次，共五次；若银行不再接受此卡，则不再重试。您可以更换银行卡、手动充值，或关闭自动充值。',
    ],
  },
});

export const topUpReceipt = payerMail({
  en: {
    subject: 'Receipt: {{ total | money }} is on your balance',
    preheader: 'The balance is now {{ available | money }}.',
    says: [
      '{{ total | money }} came in for the balance of {{ workspace_name }}{% if card_last4 != "" %} from the card ending in {{ card_last4 }}{% endif %}. The balance is now {{ available | money }}.',
      'It pays for renewals and whatever else you buy; the invoice comes with what it is spent on.',
    ],
  },
  'zh-CN': {
    subject: '收款通知：{{ total | money }} 已充入余额',
    preheader: '当前余额为 {{ available | money }}。',
    says: [
      '{{ workspace_name }}的余额已到账 {{ total | money }}{% if card_last4 != "" %}（尾号 {{ card_last4 }} 的银行卡）{% endif %}。当前余额为 {{ available | money }}。',
      '余额可用于续费及其他购买；账单将在实际消费时开具。',
    ],
  },
});
