import type { InAnotherLanguage } from '../Catalogue';
import type { cycles as english } from '../en/cycles';

export const cycles: InAnotherLanguage<typeof english> = {
  name: '购买节奏',
  fields: {
    customerName: '客户',
    productName: '产品',
    expectedOn: '预计日期',
    who: '谁、什么',
    window: '时间窗口与概率',
    reason: '依据',
    lastOrderedOn: '上次购买',
    lastQuantity: '数量',
    id: '操作',
    q: '搜索',
    rhythm: '节奏',
  },
  set_by: { customer: '客户设定', staff: '员工设定' },
  chance: '14 天内购买概率 %{percent}',
  window_label: '80% 时间窗口：%{from} 至 %{to}',
  rhythms: { reliable: '节奏稳定', 'no-rhythm': '节奏不稳定', lapsed: '可能已流失', stopped: '已停止提醒' },
  rhythm_help: {
    'no-rhythm': '时间窗口过宽，无法给出可靠日期，因此不会按预测提醒。',
    lapsed: '该客户很可能已不再购买此产品，不会发送提醒。',
    stopped: '客户不希望收到此产品的提醒。',
  },
  set_date: {
    button: '设定日期',
    title: '预计什么时候用完？',
    text: '您为%{customer}和%{product}设定的日期将取代本周期的预测，下一次预测也会从中学习。',
    day: '日期（或起始日）',
    day_to: '截止日（可选）',
    confirm: '设定日期',
    done: '日期已设定，提醒将以此为准。',
  },
  stop: { button: '停止提醒', done: '已停止，不再就此产品提醒这位客户。' },
  resume: { button: '恢复提醒', done: '已恢复，将继续就此产品提醒这位客户。' },
  still_has_some: { button: '还有剩余', done: '已记录。日期将顺延，预测也会从中学习。' },
};
