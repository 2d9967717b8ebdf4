import type { InAnotherLanguage } from '../Catalogue';
import type { due as english } from '../en/due';

export const due: InAnotherLanguage<typeof english> = {
  name: '到期看板',
  lead: '谁的什么快要用完了，以及我们的依据。',
  boards: { due: '14 天内到期', overdue: '已逾期', all: '全部节奏' },
  empty: {
    due: { title: '近期无人到期', text: '未来 14 天内没有客户预计会用完产品。' },
    overdue: { title: '没有逾期', text: '预计的购买都已发生，或仍在时间窗口之内。' },
    all: { title: '还没有购买节奏', text: '台账里有了购买记录，预计日期就会出现在这里。请先导入一份历史订单。' },
  },
};
