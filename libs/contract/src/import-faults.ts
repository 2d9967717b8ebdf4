import type { ImportFault } from './imports.js';

const TEXTS: Readonly<Record<ImportFault, { readonly en: string; readonly 'zh-CN': string }>> = {
  'missing-customer': { en: 'No customer is named: neither an id nor an e-mail address nor a phone number.', 'zh-CN': '缺少客户：没有客户编号、邮箱或电话。' },
  'missing-product': { en: 'No product is named: neither an id nor a name.', 'zh-CN': '缺少商品：没有商品编号或名称。' },
  'missing-date': { en: 'The order has no date.', 'zh-CN': '缺少下单日期。' },
  'bad-date': { en: 'This is not a date in the order chosen for the file.', 'zh-CN': '日期无法按所选格式识别。' },
  'date-too-old': { en: 'The date is before 1970: probably a typing error.', 'zh-CN': '日期早于 1970 年，可能输入有误。' },
  'future-date': { en: 'The date is in the future.', 'zh-CN': '日期在未来。' },
  'bad-quantity': { en: 'The quantity is not a whole number.', 'zh-CN': '数量不是整数。' },
  'quantity-zero': { en: 'The quantity is zero.', 'zh-CN': '数量为零。' },
  'quantity-too-large': { en: 'The quantity is more than one million.', 'zh-CN': '数量超过一百万。' },
  'bad-price': { en: 'The price is not a number.', 'zh-CN': '价格不是数字。' },
  'negative-price': { en: 'The price is negative. A return has a negative quantity instead.', 'zh-CN': '价格为负。退货应使用负数量。' },
  'price-too-large': { en: 'The price is implausibly high.', 'zh-CN': '价格过高，不合常理。' },
  'unknown-currency': { en: 'This is no currency code (ISO 4217).', 'zh-CN': '货币代码无效（ISO 4217）。' },
  'bad-line-number': { en: 'The line number is not a positive whole number.', 'zh-CN': '行号不是正整数。' },
  'field-too-long': { en: 'A field is longer than it may be (ids 200, names 500 characters).', 'zh-CN': '字段过长（编号最多 200 字符，名称最多 500 字符）。' },
  'unreadable-text': { en: 'The row holds characters that cannot be read in this encoding.', 'zh-CN': '该行含有无法按此编码识别的字符。' },
  'unclosed-quote': { en: 'A quotation mark is opened and never closed.', 'zh-CN': '引号没有闭合。' },
  'too-many-columns': { en: 'The row has more columns than the header.', 'zh-CN': '该行列数多于表头。' },
  'order-of-another-customer': { en: 'An order with this id belongs to another customer.', 'zh-CN': '该订单号属于另一位客户。' },
  'currency-differs-in-order': { en: 'The lines of this order are in different currencies.', 'zh-CN': '同一订单中货币不一致。' },
  'too-many-in-a-day': { en: 'More than 1,000 purchases of one customer on one day: not one person’s.', 'zh-CN': '同一客户一天超过 1,000 次购买，不像个人行为。' },
  'duplicate-line': { en: 'The file has a line with this number in this order already.', 'zh-CN': '文件中该订单已有相同行号的行。' },
  'differs-from-booked': { en: 'The ledger has this line already, with another quantity, price or day. The ledger was not changed.', 'zh-CN': '该行已入账，但数量、价格或日期不同；账本未更改。' },
};

/**
 * Why a row was not booked, in the reader's language.
 * @example importFaultText('quantity-zero', 'en') // 'The quantity is zero.'
 */
export function importFaultText(fault: ImportFault, locale: 'en' | 'zh-CN'): string {
  return TEXTS[fault][locale];
}
