/**
 * What shops book as order lines without anybody having bought a thing that runs out: postage, fees, discounts, vouchers.
 * The pattern is read by JavaScript and by PostgreSQL alike, so it uses only what both understand. It wants the whole name to
 * be such a line, or a short name that ends in one: "Postage", "DHL shipping" and "运费" are, "Postage stamp set" is not.
 */
export const CHARGE_PATTERN =
  '^(manual|carriage|adjustment|adjust .*|discount|samples?|tips?|rounding|deposit)$' +
  '|^([^ ]+ ){0,2}(postage|shipping|delivery|freight|handling|surcharge|bank charges?|delivery charges?|shipping charges?|fees?|commission|discount|gift card|gift voucher|voucher|store credit|bad debt)$' +
  '|^([^ ]+ ){0,2}(gift card|gift voucher)( [^ ]+)?$' +
  '|(运费|邮费|快递费|配送费|手续费|服务费|包装费|差价|补差|优惠|折扣|抵扣|礼品卡|代金券|定金|押金)$';

const CHARGE = new RegExp(CHARGE_PATTERN, 'i');

/**
 * Whether a line of this name is a charge rather than a product.
 * @example isCharge('DOTCOM POSTAGE') // true
 */
export function isCharge(name: string): boolean {
  return CHARGE.test(name.trim());
}
