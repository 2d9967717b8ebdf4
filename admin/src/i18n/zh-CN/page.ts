import type { InAnotherLanguage } from '../Catalogue';
import type { page as english } from '../en/page';

export const page: InAnotherLanguage<typeof english> = {
  nothing_found: {
    title: '没有符合条件的内容',
    text: '没有内容符合当前的搜索或筛选。请减少关键词，或清除筛选。',
    clear: '清除筛选',
  },
  back_to: '返回%{list}',
  days: '%{smart_count} 天',
  between_days: '%{from} 至 %{to} 天',
  none: '无',
  unknown: '未知',
};
