import { describe, expect, it } from '@jest/globals';
import type { PricedLine } from '@perennial/billing';
import type { InvoiceRecord } from '../invoice.js';
import type { PaidWith } from '../paid-with.js';
import { invoiceLayout } from './invoice-layout.js';

/** A month of the demo plan, taxed that way. */
function printed(
  locale: 'en' | 'zh-CN', taxMode: 'exclusive' | 'inclusive' | 'reverse-charge', paidWith?: PaidWith, lines: readonly PricedLine[] = [],
  where: Partial<InvoiceRecord['document']['buyer']> = {},
): string {
  const taxMinor = taxMode === 'reverse-charge' ? 0 : 980;
  const invoice: InvoiceRecord = {
    workspaceId: '', id: '', attemptId: '', refundPolicyVersion: 1, number: 'PER-2027-000001', issuedAt: new Date('2027-02-17T12:00:00Z'), locale,
    currency: 'EUR', netMinor: 4900, taxMinor, totalMinor: 4900 + taxMinor,
    document: {
      seller: { legalName: 'Perennial Demo Ltd', address: '1 Demo Street', taxId: null }, buyer: { legalName: 'Tea GmbH', address: '', taxId: 'DE123456789', ...where }, planName: 'Team',
      timeZone: 'UTC', taxMode, taxRateBasisPoints: 2000, lines, ...(paidWith ? { paidWith } : {}),
    },
  };
  return JSON.stringify(invoiceLayout(invoice));
}

describe('a printed invoice', () => {
  it('names the rate of the tax it charges', () => {
    expect(printed('en', 'exclusive')).toContain('Tax 20%');
    expect(printed('zh-CN', 'exclusive')).toContain('税额 20%');
    expect(printed('en', 'exclusive')).not.toContain('Reverse charge');
  });

  it.each<readonly [PaidWith | undefined, string, string]>([
    [{ kind: 'card', brand: 'visa', last4: '4242' }, 'Paid with Visa ending in 4242. Thank you.', '已使用尾号 4242 的 Visa 卡付款，谢谢。'],
    [{ kind: 'card', brand: 'a-new-one', last4: '0000' }, 'Paid with a card ending in 0000. Thank you.', '已使用尾号 0000 的银行卡付款，谢谢。'],
    [{ kind: 'alipay' }, 'Paid with Alipay. Thank you.', '已使用支付宝付款，谢谢。'],
    [{ kind: 'wechat_pay' }, 'Paid with WeChat Pay. Thank you.', '已使用微信支付付款，谢谢。'],
    [{ kind: 'balance' }, 'Paid from the balance. Thank you.', '已使用余额付款，谢谢。'],
    [undefined, 'Paid. Thank you.', '已付款，谢谢。'],
  ])('says what it was paid with: %j', (means, en, zh) => {
    expect(printed('en', 'exclusive', means)).toContain(en);
    expect(printed('zh-CN', 'exclusive', means)).toContain(zh);
  });

  it('names no rate under reverse charge, and says who accounts for the tax', () => {
    for (const [locale, sentence] of [['en', 'Reverse charge: the recipient accounts for the tax.'], ['zh-CN', '反向征税：由购买方申报纳税。']] as const) {
      const paper = printed(locale, 'reverse-charge');
      expect(paper).toContain(sentence);
      expect(paper).toContain('DE123456789');
      expect(paper).not.toContain('20%');
    }
  });

  it('shows what was taken off a line, in which currency the total is, and whether the prices include tax', () => {
    const team = { code: 'team', name: { en: 'Team', 'zh-CN': '团队版' } };
    const line: PricedLine = { kind: 'plan', item: team, from: '2027-03-10', until: '2027-04-10', days: 31, quantity: 1, unitAmount: 5400, amount: 5400, formula: '54.00', discount: 500, net: 4900, tax: 980 };
    expect(printed('en', 'exclusive', undefined, [line])).toContain('Discount -€5.00');
    expect(printed('zh-CN', 'exclusive', undefined, [line])).toContain('折扣 -€5.00');
    expect(printed('en', 'exclusive', undefined, [{ ...line, discount: 0 }])).not.toContain('Discount');
    expect(printed('en', 'exclusive')).toContain('Total (EUR)');
    expect(printed('en', 'inclusive')).toContain('The prices of the items include tax.');
    expect(printed('zh-CN', 'inclusive')).toContain('各项价格均为含税价。');
    expect(printed('en', 'exclusive')).not.toContain('include tax');
  });

  it('names the payer’s country in its language, once', () => {
    const at = (locale: 'en' | 'zh-CN', where: Parameters<typeof printed>[4]) => printed(locale, 'exclusive', undefined, [], where);
    expect(at('en', { country: 'DE', address: '1 Demo Street, Cologne' })).toContain('"1 Demo Street, Cologne","Germany","Tax id');
    expect(at('zh-CN', { country: 'DE' })).toContain('德国');
    expect(at('en', { country: 'DE', address: '1 Demo Street\nGERMANY' })).not.toContain('Germany');
    expect(at('en', { country: null, address: '1 Demo Street' })).toContain('"1 Demo Street","Tax id');
  });
});
