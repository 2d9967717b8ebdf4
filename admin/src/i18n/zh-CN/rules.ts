import type { InAnotherLanguage } from '../Catalogue';
import type { rules as english } from '../en/rules';

export const rules: InAnotherLanguage<typeof english> = {
  name: '规则',
  lead: '何时就何事提醒谁。规则只负责提出建议；发送前还会再次核对客户是否同意、是否已经购买等条件。',
  fields: {
    name: '名称',
    scope: '范围',
    category: '分类',
    product: '产品',
    tag: '标签',
    leadDays: '提前天数',
    holdoutPercent: '对照保留比例（%）',
    channel: '发送方式',
    paused: '状态',
    id: '操作',
  },
  scopes: { everything: '全部', segment: '带标签的客户', segment_named: '标签：%{tag}', category: '某个分类', product: '某个产品', category_named: '分类：%{category}' },
  channels: { email: '邮件', sms: '短信', webhook: 'Webhook' },
  states: { active: '启用', paused: '已暂停' },
  state_help: { active: '此规则已启用：按它安排并发送提醒。', paused: '此规则已暂停：提醒会暂缓，直到恢复。' },
  lead_days: '提前 %{smart_count} 天',
  action: { add: '添加规则' },
  create_lead: '保存后立即启用。未同意接收提醒的客户不会被打扰。',
  help: {
    name: '仅供团队内部使用，客户看不到。',
    leadDays: '请留足送货时间：多数店铺提前五天较合适。',
    holdoutPercent: '每 100 位本应收到提醒的客户中，有 %{number} 位不会收到，以便您看到提醒带来的效果。更改数值会重新抽取。',
    channel: '通过哪种方式提醒。',
  },
  pause: { button: '暂停', done: '规则已暂停，其提醒将暂缓。' },
  resume: { button: '恢复', done: '规则已恢复，暂缓的提醒会重新核对。' },
  new_comparison: { button: '开始新的对照', done: '已开始新的对照，从下一条提醒起重新抽取保留的客户。' },
  empty: { title: '还没有规则', text: '没有规则，就不会提醒任何人。建议先建一条：全部产品、提前五天、邮件提醒。' },
};
