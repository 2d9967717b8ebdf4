import { payerMail } from './payer-mail.js';

const untilWhen = {
  en: 'The plan <b>{{ plan_name }}</b> is paid through <b>{{ paid_through | day }}</b>{% if grace_through %}, and everything keeps working through {{ grace_through | day }}{% endif %}.',
  'zh-CN': '<b>{{ plan_name }}</b>套餐有效期至<b>{{ paid_through | day }}</b>{% if grace_through %}，{{ grace_through | day }}（含）前一切功能照常{% endif %}。',
};
const whatNext = {
  en: '{% if for_good %}The bank will not accept this card any more. Please save another card: the payment is then tried again at once.{% elsif next_try_on %}We try again on {{ next_try_on | day }}. You can also save another card, which is tried at once, or renew by hand.{% else %}This was the last try. Please save another card or renew by hand.{% endif %}',
  'zh-CN': '{% if for_good %}银行不再接受此卡。请保存另一张银行卡，保存后将立即重试扣款。{% elsif next_try_on %}我们将于{{ next_try_on | day }}再次扣款。您也可以保存另一张银行卡（将立即重试），或手动续费。{% else %}这是最后一次自动扣款。请保存另一张银行卡或手动续费。{% endif %}',
};
// Not every way to pay has a number.
const card = {
  en: 'with the {% if card_last4 != "" %}card ending in {{ card_last4 }}{% else %}saved payment method{% endif %}',
  'zh-CN': '{% if card_last4 != "" %}尾号 {{ card_last4 }} 的银行卡{% else %}已保存的付款方式{% endif %}',
};

export const paymentFailed = payerMail({
  en: {
    subject: 'Your card could not be charged; the plan is paid through {{ paid_through | day }}',
    preheader: '{{ total | money }} for {{ workspace_name }} could not be collected. Nothing has changed yet.',
    says: [`We could not collect <b>{{ total | money }}</b> for <b>{{ workspace_name }}</b> ${card.en}.`, untilWhen.en, whatNext.en],
  },
  'zh-CN': {
    subject: '扣款未成功；套餐有效期至{{ paid_through | day }}',
    preheader: '未能收取{{ workspace_name }}的 {{ total | money }}。目前一切照常。',
    says: [`我们未能使用${card['zh-CN']}收取<b>{{ workspace_name }}</b>的费用 <b>{{ total | money }}</b>。`, untilWhen['zh-CN'], whatNext['zh-CN']],
  },
});

export const paymentConfirm = payerMail({
  en: {
    subject: 'Please confirm the payment of {{ total | money }} with your bank',
    preheader: 'Your bank wants to hear it from you. Nothing has been charged yet.',
    says: [`Your bank wants you to confirm the payment of <b>{{ total | money }}</b> for <b>{{ workspace_name }}</b> ${card.en}. It takes a minute; nothing has been charged yet.`, untilWhen.en],
    button: { href: '{{ confirm_url }}', label: 'Confirm the payment' },
  },
  'zh-CN': {
    subject: '请向银行确认 {{ total | money }} 的付款',
    preheader: '您的银行需要您本人确认。目前尚未扣款。',
    says: [`您的银行需要您确认使用${card['zh-CN']}为<b>{{ workspace_name }}</b>支付 <b>{{ total | money }}</b>。只需一分钟，目前尚未扣款。`, untilWhen['zh-CN']],
    button: { href: '{{ confirm_url }}', label: '确认付款' },
  },
});

export const paymentDeclinedLater = payerMail({
  en: {
    subject: 'Your payment of {{ total | money }} did not go through',
    preheader: 'The payment you made was declined afterwards. Nothing was charged and nothing has changed.',
    says: ['The payment of <b>{{ total | money }}</b> for <b>{{ workspace_name }}</b> was declined after you had made it. Nothing was charged, and nothing has changed. You can pay again, also in another way.'],
  },
  'zh-CN': {
    subject: '您的付款 {{ total | money }} 未成功',
    preheader: '您提交的付款随后被拒绝，未产生扣款，一切照旧。',
    says: ['您为<b>{{ workspace_name }}</b>提交的付款 <b>{{ total | money }}</b> 随后被拒绝。未产生扣款，一切照旧。您可以重新付款，也可以更换付款方式。'],
  },
});

export const paymentSurplus = payerMail({
  en: {
    subject: 'You paid twice; {{ total | money }} is on your balance',
    preheader: 'A second payment for the same thing came in. It bought nothing and is kept for you.',
    says: ['A second payment of <b>{{ total | money }}</b> for the same renewal of <b>{{ workspace_name }}</b> came in. It bought nothing, so it is on your balance: it pays for what comes next, or you can ask for it back.'],
  },
  'zh-CN': {
    subject: '您重复付款了：{{ total | money }} 已转入余额',
    preheader: '同一项目收到了第二笔付款，未产生任何购买，已为您保留。',
    says: ['<b>{{ workspace_name }}</b>的同一次续费收到了第二笔付款 <b>{{ total | money }}</b>。该笔付款未产生任何购买，已转入您的余额，可用于日后付款，也可申请退款。'],
  },
});
