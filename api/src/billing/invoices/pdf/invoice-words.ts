/** What is printed on an invoice besides its data. */
export const invoiceWords = {
  en: {
    invoice: 'Invoice', number: 'Number', issued: 'Date', seller: 'From', buyer: 'To', taxId: 'Tax id', service: 'Service', days: 'Days',
    net: 'Net', tax: 'Tax', total: 'Total', creditNote: 'Credit note', forInvoice: 'For invoice', grantedStays: 'Granted credit of {amount} is not paid back.', terms: 'Refund terms, version {version}: {clause}',
    paid: 'Paid. Thank you.',
    paidWith: {
      card: 'Paid with {brand} ending in {last4}. Thank you.', anyCard: 'Paid with a card ending in {last4}. Thank you.',
      alipay: 'Paid with Alipay. Thank you.', wechat_pay: 'Paid with WeChat Pay. Thank you.', balance: 'Paid from the balance. Thank you.',
    },
    discount: 'Discount', inclusive: 'The prices of the items include tax.',
    reverseCharge: 'Reverse charge: the recipient accounts for the tax.',
  },
  'zh-CN': {
    invoice: '账单', number: '编号', issued: '日期', seller: '销售方', buyer: '购买方', taxId: '税号', service: '服务', days: '天数',
    net: '不含税金额', tax: '税额', total: '合计', creditNote: '红字账单', forInvoice: '原账单', grantedStays: '其中赠送额度 {amount} 不予退还。', terms: '退款条款第 {version} 版：{clause}',
    paid: '已付款，谢谢。',
    paidWith: {
      card: '已使用尾号 {last4} 的 {brand} 卡付款，谢谢。', anyCard: '已使用尾号 {last4} 的银行卡付款，谢谢。',
      alipay: '已使用支付宝付款，谢谢。', wechat_pay: '已使用微信支付付款，谢谢。', balance: '已使用余额付款，谢谢。',
    },
    discount: '折扣', inclusive: '各项价格均为含税价。',
    reverseCharge: '反向征税：由购买方申报纳税。',
  },
} as const;
