import type { InAnotherLanguage } from '../Catalogue';
import type { messages as english } from '../en/messages';

export const messages: InAnotherLanguage<typeof english> = {
  name: '消息',
  lead: '给谁发送了什么，结果如何。',
  fields: {
    createdAt: '生成时间',
    to: '收件人',
    purpose: '用途',
    channel: '方式',
    status: '状态',
    sentAt: '发送时间',
    customerId: '客户',
    locale: '语言',
    attempts: '尝试次数',
  },
  purposes: { reminder: '提醒', notice: '通知', receipt: '收据', 'sign-in': '登录链接', invitation: '邀请' },
  statuses: { queued: '等待发送', held: '暂缓', sending: '发送中', sent: '已发送', unknown: '待确认', failed: '失败', skipped: '未发送' },
  next_attempt: '下次尝试：%{at}',
  not_sent: '未发送',
  as_read: '收件人看到的内容',
  in_doubt: '交付这条消息时连接中断，无法确定是否已发出。请向邮件服务商核实，然后选择结果。',
  action: { mark_as_sent: '已经发出', send_again: '重新发送' },
  resolved: '已处理',
  empty: { title: '还没有消息', text: '提醒、通知和收据生成后会显示在这里。' },
};
