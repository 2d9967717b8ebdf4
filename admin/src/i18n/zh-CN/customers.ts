import type { InAnotherLanguage } from '../Catalogue';
import type { consent as englishConsent, customers as english } from '../en/customers';

export const customers: InAnotherLanguage<typeof english> = {
  name: '客户',
  lead: '向您购买的人。可按姓名、邮箱、电话或店铺编号查找。',
  fields: {
    name: '姓名',
    email: '邮箱',
    phone: '电话',
    externalId: '店铺编号',
    locale: '语言',
    timeZone: '时区',
    createdAt: '加入日期',
    purchases: '订单数',
    firstPurchaseAt: '首次下单',
    lastPurchaseAt: '最近下单',
    q: '搜索',
  },
  locales: { en: '英语', 'zh-CN': '中文' },
  nameless: '未命名客户',
  workspace_zone: '与工作区相同（%{zone}）',
  action: { add: '添加客户', edit: '编辑客户' },
  help: {
    externalId: '客户在您店铺中的编号，导入时据此识别同一客户。',
    workspace_locale: '与工作区相同',
    timeZone: '免打扰时段按此时区计算。留空则使用工作区时区。',
  },
  tab: { rhythms: '购买节奏', purchases: '订单', reminders: '提醒', messages: '消息', consent: '同意记录' },
  empty: { title: '还没有客户', text: '客户会随导入的订单、店铺 API 一起进入，也可以手动添加。' },
  no_rhythms: { title: '还没有购买节奏', text: '客户首次购买会用完、会磨损或需定期进行的产品后，这里就会出现预计日期。' },
  no_purchases: { title: '还没有订单', text: '台账里没有这位客户的记录。' },
  no_reminders: { title: '还没有提醒', text: '当规则覆盖到这位客户的购买节奏时，就会安排提醒。' },
  no_messages: { title: '还没有消息', text: '还没有向这位客户发送过任何消息。' },
  no_consent: { title: '尚未征求同意', text: '没有客户同意的记录，就不会向其发送提醒。' },
};

export const consent: InAnotherLanguage<typeof englishConsent> = {
  fields: { decidedAt: '时间', decision: '决定', channel: '渠道', source: '来源', wordingVersion: '所示文本' },
  decisions: { granted: '同意', withdrawn: '撤回' },
  record: '登记同意',
  record_text: '请记下客户签署或口头表达的内容。该记录即为凭证，之后不会更改，只会追加新的记录。',
  wording_help: '客户看到或听到的是哪一版文本，例如 counter-card-2026-03',
  recorded: '已登记',
};
