import type { PublishAddOn, PublishPlan } from '@perennial/contract/admin';

type Monthly = Readonly<Record<'USD' | 'EUR' | 'CNY' | 'JPY', number>>;

// A year costs ten months. Amounts are in minor units: JPY has none.
const monthAndYear = (monthly: Monthly): PublishPlan['prices'] =>
  Object.entries(monthly).flatMap(([currency, amount]) => [
    { interval: 'month' as const, currency, amount },
    { interval: 'year' as const, currency, amount: amount * 10 },
  ]);

/** The plans of the demo. */
export const DEMO_PLANS: readonly PublishPlan[] = [
  {
    code: 'free', rank: 1, name: { en: 'Free', 'zh-CN': '免费版' }, limits: { contacts: 500, remindersAMonth: 200, seats: 2 },
    graceDays: 0, retentionDays: 365, trialDays: 0, earlyRenewal: null, prices: monthAndYear({ USD: 0, EUR: 0, CNY: 0, JPY: 0 }),
  },
  {
    code: 'team', rank: 2, name: { en: 'Team', 'zh-CN': '团队版' }, limits: { contacts: 10_000, remindersAMonth: 5_000, seats: 10 },
    graceDays: 7, retentionDays: 60, trialDays: 14, earlyRenewal: null, prices: monthAndYear({ USD: 4_900, EUR: 4_500, CNY: 29_900, JPY: 6_800 }),
  },
  {
    code: 'business', rank: 3, name: { en: 'Business', 'zh-CN': '商业版' }, limits: { contacts: 100_000, remindersAMonth: 60_000, seats: 50 },
    graceDays: 14, retentionDays: 90, trialDays: 14, earlyRenewal: { daysBefore: 30, discountBasisPoints: 0, bonusDays: 7 }, prices: monthAndYear({ USD: 19_900, EUR: 18_500, CNY: 119_900, JPY: 28_000 }),
  },
  {
    code: 'enterprise', rank: 4, name: { en: 'Enterprise', 'zh-CN': '企业版' }, limits: { contacts: null, remindersAMonth: null, seats: null },
    graceDays: 30, retentionDays: 180, trialDays: 0, earlyRenewal: { daysBefore: 30, discountBasisPoints: 300, bonusDays: 0 }, prices: monthAndYear({ USD: 79_900, EUR: 74_900, CNY: 499_900, JPY: 118_000 }),
  },
];

/** What the demo sells beside the plans. */
export const DEMO_ADD_ONS: readonly PublishAddOn[] = [
  { code: 'seat', name: { en: 'Seat', 'zh-CN': '席位' }, raises: 'seats', raisesBy: 1, prices: monthAndYear({ USD: 500, EUR: 450, CNY: 3_000, JPY: 700 }) },
  {
    code: 'contacts-5000', name: { en: '5,000 contacts', 'zh-CN': '5,000 个联系人' }, raises: 'contacts', raisesBy: 5_000,
    prices: monthAndYear({ USD: 1_500, EUR: 1_400, CNY: 9_900, JPY: 2_100 }),
  },
  {
    code: 'reminders-5000', name: { en: '5,000 reminders a month', 'zh-CN': '每月 5,000 条提醒' }, raises: 'remindersAMonth', raisesBy: 5_000,
    prices: monthAndYear({ USD: 1_900, EUR: 1_800, CNY: 12_900, JPY: 2_700 }),
  },
];
