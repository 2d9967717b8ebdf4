import type { Refusals } from './refusal.js';

export const billing = {
  'no-subscription': { status: 404, en: 'This workspace has no plan yet.', 'zh-CN': '该工作区尚未开通套餐。' },
  'already-subscribed': { status: 409, en: 'This workspace has a plan already.', 'zh-CN': '该工作区已开通套餐。' },
  'plan-not-on-sale': { status: 422, en: 'This plan is not sold this way: {planCode}, {interval}, {currency}.', 'zh-CN': '该套餐不以此方式出售：{planCode}、{interval}、{currency}。' },
  'plan-change-needs-expiry': {
    status: 409,
    en: 'The plan can be changed when the paid time is over, on {endsOn}.',
    'zh-CN': '套餐可在已付费期结束后（{endsOn}）变更。',
  },
  'nothing-to-pay': { status: 422, en: 'This plan costs nothing and does not run out.', 'zh-CN': '该套餐免费且不会到期。' },
  'quote-expired': { status: 409, en: 'This quote is no longer valid. Make a new one.', 'zh-CN': '报价已失效，请重新获取。' },
  'quote-superseded': { status: 409, en: 'The plan was renewed after this quote was made. Make a new one.', 'zh-CN': '获取报价后套餐已续期，请重新获取报价。' },
  'quote-hash-mismatch': { status: 409, en: 'What was confirmed is not what this quote says.', 'zh-CN': '所确认的内容与报价不一致。' },
  'payment-under-way': { status: 409, en: 'A payment for this renewal is being processed.', 'zh-CN': '该续期的付款正在处理中。' },
  'already-renewed': { status: 409, en: 'This renewal is paid already.', 'zh-CN': '该续期已完成付款。' },
  'payment-not-open': { status: 409, en: 'This payment is no longer open.', 'zh-CN': '该付款已结束。' },
  'payment-provider-down': { status: 503, en: 'The payment service does not answer. Nothing was charged; try again shortly.', 'zh-CN': '支付服务暂无响应，未产生扣款，请稍后再试。' },
  'seller-not-named': { status: 409, en: 'The operator has not yet named who issues the invoices.', 'zh-CN': '运营方尚未设置开票主体。' },
  'signature-not-valid': { status: 400, en: 'The signature does not fit the message.', 'zh-CN': '签名与内容不符。' },
  'balance-too-low': { status: 409, en: 'The balance is too low: {available} of {needed} {currency} in the smallest unit.', 'zh-CN': '余额不足：需 {needed}，现有 {available}（{currency} 最小货币单位）。' },
  'wrong-currency': { status: 422, en: 'This workspace is billed in {expected}, not in {currency}.', 'zh-CN': '该工作区以 {expected} 计费，而非 {currency}。' },
  'credit-expired-already': { status: 422, en: 'The day on which the credit ends is over.', 'zh-CN': '该额度的到期日已过。' },
  'reservation-settled': { status: 409, en: 'This reserved amount was spent or given back already.', 'zh-CN': '该预留金额已被使用或退回。' },
  'movement-not-reversible': { status: 409, en: 'A movement of the kind “{kind}” is not taken back this way.', 'zh-CN': '“{kind}”类流水不能以此方式冲正。' },
  'already-reversed': { status: 409, en: 'This movement was taken back already.', 'zh-CN': '该流水已冲正。' },
  'already-topped-up': { status: 409, en: 'This top-up is paid already.', 'zh-CN': '该充值已完成付款。' },
} as const satisfies Refusals;
