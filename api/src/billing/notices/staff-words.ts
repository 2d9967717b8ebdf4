import type { PlannedNotice } from '@perennial/billing';
import type { PlainDate } from '@perennial/calendar';
import type { NewStaffNotice } from '../../messaging/index.js';

/** What a notice in the back office is about. Days are the last ones: included. */
export interface NoticeFacts {
  readonly plan: Readonly<Record<'en' | 'zh-CN', string>>;
  readonly paidThrough: PlainDate;
  readonly graceThrough: PlainDate | null;
  readonly dataKeptThrough: PlainDate | null;
  readonly autoRenew: boolean;
}

const DAY = { en: new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }), 'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }) };

/** Title and text name days and not how many are left: a notice may be read long after it was given. */
export function staffWords(kind: PlannedNotice['kind'], { plan, paidThrough, graceThrough, dataKeptThrough, autoRenew }: NoticeFacts): Pick<NewStaffNotice, 'title' | 'text'> {
  const on = (day: PlainDate | null) => ({ en: DAY.en.format(new Date(day ?? paidThrough)), zh: DAY['zh-CN'].format(new Date(day ?? paidThrough)) });
  const paid = on(paidThrough);
  const grace = on(graceThrough);
  const kept = on(dataKeptThrough);
  switch (kind) {
    case 'grace-started':
      return {
        title: { en: `Your plan has ended, everything still works through ${grace.en}`, 'zh-CN': `您的套餐已到期，${grace.zh}（含）前功能照常` },
        text: lapsed(plan, paid),
      };
    case 'before-suspension':
      return { title: { en: `Your workspace is read-only after ${grace.en}`, 'zh-CN': `${grace.zh}之后，您的工作区将变为只读` }, text: lapsed(plan, paid) };
    case 'before-deletion':
      return {
        title: { en: `Your data is deleted after ${kept.en}`, 'zh-CN': `您的数据将在${kept.zh}之后删除` },
        text: { en: 'Until then you can export it, or renew and go on.', 'zh-CN': '在此之前您可以导出数据，或续费后继续使用。' },
      };
    default:
      return {
        title: { en: `Your plan runs through ${paid.en}`, 'zh-CN': `您的套餐有效期至${paid.zh}` },
        text: autoRenew
          ? { en: `${plan.en} renews by itself with your saved payment method.`, 'zh-CN': `${plan['zh-CN']}将使用您保存的付款方式自动续费。` }
          : { en: `Renew ${plan.en} on any day: the new period begins when this one ends.`, 'zh-CN': `任何一天都可以续费${plan['zh-CN']}：新周期从当前周期结束时开始。` },
      };
  }
}

const lapsed = (plan: NoticeFacts['plan'], paid: { en: string; zh: string }) => ({
  en: `${plan.en} was paid through ${paid.en}. The new period begins where it ended.`,
  'zh-CN': `${plan['zh-CN']}的有效期至${paid.zh}。新周期从其结束时开始。`,
});
