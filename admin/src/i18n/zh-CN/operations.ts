import type { InAnotherLanguage } from '../Catalogue';
import type { operatedWorkspaces as english } from '../en/operations';

export const operatedWorkspaces: InAnotherLanguage<typeof english> = {
  name: '平台运营',
  lead: '本平台的全部工作区，最先到期的排在最前。',
  fields: { slug: '工作区', planCode: '套餐', interval: '付费周期', state: '状态', paidThrough: '有效期至', daysLeft: '剩余天数', id: '操作' },
  intervals: { month: '按月', year: '按年' },
  states: { trialing: '试用', active: '正常', past_due: '扣款失败', non_renewing: '到期不续', grace: '宽限期', suspended: '已暂停', expired: '已过期', canceled: '已取消' },
  no_end: '长期有效',
  open: '打开',
  clock: {
    now: '测试时钟：%{now}',
    text: '向前拨动时，途中到期的事项会依次发生。时钟不能往回拨。',
    days: '+%{smart_count} 天',
    to: '或拨到',
    advance: '拨动时钟',
    moving: '正在拨动…',
    done: '现在是 %{now}，到期的事项均已处理。',
  },
};
