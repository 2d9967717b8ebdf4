/** What an invoice was paid with, as it is printed: the way, and nothing with which it could be charged again. */
export type PaidWith =
  | { readonly kind: 'card'; readonly brand: string; readonly last4: string }
  | { readonly kind: 'alipay' | 'wechat_pay' | 'balance' };
