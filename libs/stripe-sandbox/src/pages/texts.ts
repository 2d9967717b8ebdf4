const en = {
  lang: 'en',
  testMode: 'Test mode',
  testNote: 'This is a local stand-in for Stripe. No money moves. Never enter a real card: only the test cards below are accepted.',
  pay: (amount: string) => `Pay ${amount}`,
  saveCard: 'Save card',
  setupTitle: 'Save a card for later payments',
  total: 'Total',
  email: 'E-mail',
  name: 'Name on card',
  method: 'Payment method',
  methods: { card: 'Card', alipay: 'Alipay', wechat_pay: 'WeChat Pay', customer_balance: 'Bank transfer' } as Record<string, string>,
  cardNumber: 'Card number',
  expiry: 'Expiry (MM/YY)',
  cvc: 'CVC',
  back: 'Back to the shop',
  testCards: 'Test cards',
  cards: { pays: 'pays', declined: 'declined', funds: 'insufficient funds', confirm: 'asks for confirmation' },
  confirmTitle: '3D Secure 2 test page',
  confirmText: (amount: string) => `Your bank asks: do you confirm the payment of ${amount}?`,
  confirmSetupText: 'Your bank asks: do you agree to this card being saved for later payments?',
  complete: 'Complete',
  fail: 'Fail',
  walletTitle: { alipay: 'Alipay test payment', wechat_pay: 'WeChat Pay test payment' } as Record<string, string>,
  walletText: (amount: string) => `Here the customer would confirm ${amount} in the app. Decide what happens:`,
  authorize: 'Authorize test payment',
  failPayment: 'Fail test payment',
  decideLater: 'Leave it undecided for now',
  bankTitle: 'Pay by bank transfer',
  bankText: (amount: string) => `Transfer ${amount} with this reference. The payment counts when the money has arrived.`,
  reference: 'Reference',
  goOn: 'Continue',
  doneTitle: 'This checkout is complete',
  doneText: 'The payment was received. You can close this page.',
  expiredTitle: 'This checkout has expired',
  expiredText: 'Please go back and start again.',
  unknownTitle: 'There is nothing here',
  unknownText: 'The link is wrong, or the page was for something that has ended.',
  expiryWrong: 'The expiry date must be written MM/YY.',
  /** What the API says in English, as the page says it. */
  problem: (message: string) => message,
};

type Texts = typeof en;

const zh: Texts = {
  lang: 'zh-CN',
  testMode: '测试模式',
  testNote: '这是本机上的 Stripe 替身,不会发生真实扣款。请勿输入真实银行卡,只接受下列测试卡。',
  pay: (amount) => `支付 ${amount}`,
  saveCard: '保存银行卡',
  setupTitle: '保存银行卡以便日后付款',
  total: '合计',
  email: '电子邮箱',
  name: '持卡人姓名',
  method: '支付方式',
  methods: { card: '银行卡', alipay: '支付宝', wechat_pay: '微信支付', customer_balance: '银行转账' },
  cardNumber: '卡号',
  expiry: '有效期 (MM/YY)',
  cvc: '安全码',
  back: '返回商家',
  testCards: '测试卡',
  cards: { pays: '支付成功', declined: '被拒绝', funds: '余额不足', confirm: '需要验证' },
  confirmTitle: '3D Secure 2 测试页',
  confirmText: (amount) => `银行询问:您是否确认支付 ${amount}?`,
  confirmSetupText: '银行询问:您是否同意保存此卡用于日后付款?',
  complete: '完成',
  fail: '失败',
  walletTitle: { alipay: '支付宝测试付款', wechat_pay: '微信支付测试付款' },
  walletText: (amount) => `真实环境中,客户会在手机应用里确认 ${amount}。请选择结果:`,
  authorize: '授权测试付款',
  failPayment: '测试付款失败',
  decideLater: '暂不决定，稍后得知结果',
  bankTitle: '银行转账付款',
  bankText: (amount) => `请转账 ${amount},并注明以下附言。款项到账后付款才算完成。`,
  reference: '附言',
  goOn: '继续',
  doneTitle: '结账已完成',
  doneText: '已收到付款,您可以关闭此页面。',
  expiredTitle: '结账已过期',
  expiredText: '请返回并重新开始。',
  unknownTitle: '此处没有内容',
  unknownText: '链接有误,或该页面对应的操作已结束。',
  expiryWrong: '有效期请按 MM/YY 填写。',
  problem: (message) => problemsInChinese[message] ?? message,
};

const problemsInChinese: Readonly<Record<string, string>> = {
  'Your card was declined.': '您的银行卡被拒绝。',
  'Your card was declined. Only test cards work here; do not enter a real one.': '您的银行卡被拒绝。此处只接受测试卡，请勿输入真实银行卡。',
  'Your card was declined. This transaction requires authentication.': '您的银行卡被拒绝，此交易需要验证。',
  'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.': '您的银行卡因尝试过于频繁或超出限额而被拒绝。',
  'Your card has insufficient funds.': '您的银行卡余额不足。',
  'Your card has expired.': '您的银行卡已过期。',
  "Your card's security code is incorrect.": '您的银行卡安全码不正确。',
  'An error occurred while processing your card. Try again in a little bit.': '处理银行卡时出错，请稍后再试。',
};

/** The page's words: the session's `locale`, or the browser's language when that is `auto` or not given. */
export function textsFor(locale: string | null | undefined, acceptLanguage: string | undefined): Texts {
  const wanted = locale === null || locale === undefined || locale === 'auto' ? (acceptLanguage ?? '') : locale;
  return wanted.toLowerCase().startsWith('zh') ? zh : en;
}

/** An amount in the currency's minor units, as people write it. */
export function shownAmount(amount: number, currency: string, lang: string): string {
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency: currency.toUpperCase() });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export type { Texts };
