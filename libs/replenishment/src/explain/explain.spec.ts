import { describe, expect, it } from '@jest/globals';
import { type Because, explain } from './explain.js';

const because: Because = {
  basis: 'personal',
  purchases: 5,
  lastOrderedOn: '2027-03-03',
  usualFromDays: 33,
  usualToDays: 41,
  typicalDays: 36,
  elapsedDays: 20,
  stillHadSomeOn: null,
};

describe('explain', () => {
  it('names how often, how regularly and when last', () => {
    expect(explain(because, 'en')).toBe('You bought it 5 times, usually every 33 to 41 days; last on March 3, 2027.');
    expect(explain(because, 'zh-CN')).toBe('您买过 5 次，通常每隔 33 到 41 天；上次是2027年3月3日。');
  });

  it('does not call two purchases a habit', () => {
    expect(explain({ ...because, purchases: 2, usualFromDays: 34, usualToDays: 34 }, 'en')).toBe(
      'You bought it twice, 34 days apart, and others usually after 36 days; last on March 3, 2027.',
    );
  });

  it('says a range of one day as one day', () => {
    expect(explain({ ...because, usualFromDays: 30, usualToDays: 30 }, 'en')).toContain('usually every 30 days;');
  });

  it('speaks of a service as of something one comes for', () => {
    const service: Because = { ...because, kind: 'service' };
    expect(explain(service, 'en')).toBe('You came for it 5 times, usually every 33 to 41 days; last on March 3, 2027.');
    expect(explain(service, 'zh-CN')).toBe('您来过 5 次，通常每隔 33 到 41 天；上次是2027年3月3日。');
    const bases: readonly Because['basis'][] = ['customer-date', 'staff-date', 'ran-out', 'every-n-weeks', 'personal', 'product', 'category', 'store', 'declared-interval', 'nothing-known'];
    for (const basis of bases) {
      for (const purchases of [2, 5]) {
        expect(explain({ ...service, basis, purchases }, 'en')).not.toMatch(/\bb(uy|ought)\b|run out/);
        expect(explain({ ...service, basis, purchases }, 'zh-CN')).not.toMatch(/买|用完|商品/);
      }
    }
    expect(explain({ ...service, basis: 'declared-interval' }, 'en')).toBe('It is usually due again after about 36 days; you came on March 3, 2027.');
  });

  it('owns up when nothing is known', () => {
    expect(explain({ ...because, basis: 'nothing-known' }, 'en')).toContain('a guess');
    expect(explain({ ...because, basis: 'nothing-known' }, 'zh-CN')).toContain('只是估计');
  });

  it('remembers what the customer said', () => {
    expect(explain({ ...because, stillHadSomeOn: '2027-04-02' }, 'en')).toMatch(/ On April 2, 2027 you still had some\.$/);
    expect(explain({ ...because, basis: 'customer-date' }, 'zh-CN')).toContain('您自己选择');
  });

  it('says that it has run out, and since when', () => {
    const ranOut: Because = { ...because, basis: 'ran-out', ranOutOn: '2027-03-24' };
    expect(explain(ranOut, 'en')).toBe('You told us on March 24, 2027 that you had run out; last bought on March 3, 2027.');
    expect(explain(ranOut, 'zh-CN')).toBe('您在2027年3月24日告诉我们已经用完；上次购买是2027年3月3日。');
  });

  it('names the rhythm asked for: as the reason in its own cycle, beside the reason in later ones', () => {
    expect(explain({ ...because, basis: 'every-n-weeks', everyWeeks: 6 }, 'en')).toBe('You asked for every 6 weeks; last bought on March 3, 2027.');
    expect(explain({ ...because, basis: 'every-n-weeks', everyWeeks: 6 }, 'zh-CN')).toBe('您要求每 6 周一次；上次购买是2027年3月3日。');
    const weekly = explain({ ...because, everyWeeks: 1, stillHadSomeOn: '2027-04-02' }, 'en');
    expect(weekly).toMatch(/last on March 3, 2027\. You asked for every week\. On April 2, 2027 you still had some\.$/);
    expect(explain({ ...because, everyWeeks: 6 }, 'zh-CN')).toMatch(/。您要求每 6 周一次。$/);
  });
});
