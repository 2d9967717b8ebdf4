import type { Refusals } from './refusal.js';

export const replenishment = {
  'expected-date-past': { status: 422, en: 'That day has already passed. Choose today or a later day.', 'zh-CN': '该日期已过，请选择今天或之后的日期。' },
  'expected-date-too-far': { status: 422, en: 'Choose a day within the next ten years.', 'zh-CN': '请选择十年以内的日期。' },
  'rule-has-reminders': { status: 409, en: 'This rule has already sent reminders. Pause it instead of deleting it.', 'zh-CN': '该规则已发送过提醒，请暂停而不是删除。' },
} as const satisfies Refusals;
