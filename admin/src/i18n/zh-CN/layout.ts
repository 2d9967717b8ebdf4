import type { InAnotherLanguage } from '../Catalogue';
import type { layout as english } from '../en/layout';

export const layout: InAnotherLanguage<typeof english> = {
  section: { today: '今日', ledger: '台账', reminding: '提醒', workspace: '工作区', service: '平台' },
  notices: { title: '通知', open: '通知，%{smart_count} 条未读', none: '暂无通知', read_all: '全部标为已读' },
  workspace: {
    switch: '切换工作区',
    none_title: '您还没有加入任何工作区',
    none_text: '请联系同事邀请您。邀请会发到邮箱，点开即可进入工作区。',
    not_yours_title: '您无法访问这个工作区',
    not_yours_text: '它可能已被移除，或者您不是它的成员。请选择您所在的工作区。',
    to_mine: '前往我的工作区',
    unreachable_title: '服务没有响应',
    unreachable_text: '数据没有丢失。请检查网络，然后重试。',
    try_again: '重试',
  },
};
