import { describe, expect, it } from '@jest/globals';
import { formatsIn } from './formatsIn';

const english = formatsIn('en', 'America/New_York', 'USD');
const chinese = formatsIn('zh-CN', 'Asia/Shanghai', 'CNY');

describe('formats', () => {
  it('write a day as that day, whatever the zone', () => {
    expect(english.day('2027-03-01')).toBe('Mar 1, 2027');
    expect(chinese.day('2027-03-01')).toBe('2027年3月1日');
  });

  it('write a moment in the workspace’s zone', () => {
    expect(english.instant('2027-01-01T02:30:00Z')).toContain('Dec 31, 2026');
    expect(chinese.instant('2026-12-31T20:30:00Z')).toContain('2027年1月1日');
  });

  it('say how far a day is off, in the unit people would use', () => {
    expect(english.awayFrom('2027-03-01', '2027-03-02')).toBe('tomorrow');
    expect(english.awayFrom('2027-03-01', '2027-02-26')).toBe('3 days ago');
    expect(english.awayFrom('2027-03-01', '2027-03-22')).toBe('in 3 weeks');
    expect(chinese.awayFrom('2027-03-01', '2027-03-06')).toBe('5天后');
  });

  it('write money in its own currency, or else the workspace’s', () => {
    expect(english.money(1999, 'EUR')).toBe('€19.99');
    expect(chinese.money(1999, null)).toBe('¥19.99');
  });

  it('round a time of waiting to what matters', () => {
    expect(english.duration(0.4)).toBe('1 sec');
    expect(english.duration(150)).toBe('3 min');
    expect(english.duration(6000)).toBe('1.7 hr');
  });
});
