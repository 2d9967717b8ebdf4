import { describe, expect, it } from '@jest/globals';
import { isCharge } from './charges.js';

describe('isCharge', () => {
  it.each(['POSTAGE', 'DOTCOM POSTAGE', 'DHL shipping', 'Bank Charges', 'Manual', 'Discount', 'CARRIAGE', 'Next Day Delivery', 'Gift voucher £10', '运费', '顺丰快递费', '满减优惠', ' postage '])(
    'takes "%s" for a charge',
    (name) => expect(isCharge(name)).toBe(true),
  );

  it.each(['Postage stamp set', 'Manual coffee grinder', 'Discounted tea', 'Vintage delivery van toy', 'Sample box of teas', 'Shipping container planter', 'Tea', '', '茶叶礼盒', '优惠装猫粮'])(
    'takes "%s" for a product',
    (name) => expect(isCharge(name)).toBe(false),
  );
});
