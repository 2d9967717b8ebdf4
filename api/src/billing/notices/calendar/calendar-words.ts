import type { PlanDate } from '@perennial/billing';

type Words = Readonly<Record<PlanDate['what'] | 'name', string>>;

/** What stands in a calendar. `{plan}` and `{workspace}` are filled in. */
export const calendarWords: Readonly<Record<'en' | 'zh-CN', Words>> = {
  en: {
    name: '{workspace}: plan dates',
    'paid-through': '{plan} for {workspace}: last paid day',
    'grace-through': '{plan} for {workspace}: last day of full service',
    'data-kept-through': '{workspace}: last day before the data is deleted',
    notice: '{plan} for {workspace}: reminder by mail',
    debit: '{plan} for {workspace}: the saved card is debited',
  },
  'zh-CN': {
    name: '{workspace}：套餐日期',
    'paid-through': '{workspace}的{plan}：已付费的最后一天',
    'grace-through': '{workspace}的{plan}：完整服务的最后一天',
    'data-kept-through': '{workspace}：数据删除前的最后一天',
    notice: '{workspace}的{plan}：邮件提醒',
    debit: '{workspace}的{plan}：从已保存的银行卡扣款',
  },
};
