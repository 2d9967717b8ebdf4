import type { Refusals } from './refusal.js';

export const replenishment = {
  'expected-date-past': { status: 422, en: 'That day has already passed. Choose today or a later day.', 'zh-CN': '该日期已过，请选择今天或之后的日期。' },
  'expected-date-too-far': { status: 422, en: 'Choose a day within the next ten years.', 'zh-CN': '请选择十年以内的日期。' },
  'already-seldom': { status: 409, en: 'It is once a year already. Stop the reminders if that is still too often.', 'zh-CN': '目前已是大约每年一次。如仍嫌多，可以停止提醒。' },
  'rule-has-reminders': { status: 409, en: 'This rule has already sent reminders. Pause it instead of deleting it.', 'zh-CN': '该规则已发送过提醒，请暂停而不是删除。' },
  'rule-has-no-holdout': { status: 409, en: 'This rule holds nobody back for comparison. Set a share first.', 'zh-CN': '该规则没有保留对照客户，请先设置比例。' },
  'owner-not-a-member': { status: 422, en: 'Only a member of this workspace can look after a customer.', 'zh-CN': '负责人必须是该工作区的成员。' },
  'rule-timing-incomplete': {
    status: 422,
    en: 'Say how many days after the purchase, and only for a rule of that kind.',
    'zh-CN': '请填写购买后的天数；仅“购买后”类型的规则需要填写。',
  },
  'rule-dates-reversed': { status: 422, en: 'The rule would end before it begins.', 'zh-CN': '规则的结束日期早于开始日期。' },
  'cap-of-zero': {
    status: 422,
    en: 'A cap of 0 would hold every reminder for ever. Leave it empty for no cap, or pause all reminders.',
    'zh-CN': '上限为 0 会使所有提醒永远等待。不限制请留空，要停发请暂停全部提醒。',
  },
  'quiet-hours-leave-no-hour': {
    status: 422,
    en: 'These quiet hours leave no hour of the day in which a reminder may be sent. Leave at least one hour between 08:00 and 21:00.',
    'zh-CN': '该免打扰时段使全天无法发送提醒，请在 08:00 至 21:00 之间至少留出一小时。',
  },
  'external-id-taken': { status: 409, en: 'Something else here has this external id already.', 'zh-CN': '该外部编号已被使用。' },
  'interval-not-a-range': { status: 422, en: 'Give both ends of the interval, the shorter first.', 'zh-CN': '请填写完整的间隔范围，且前者不大于后者。' },
  'order-of-another-customer': { status: 409, en: 'An order with this id belongs to another customer.', 'zh-CN': '该订单号属于另一位客户。' },
  'order-in-future': { status: 422, en: 'The order lies in the future.', 'zh-CN': '下单时间在未来。' },
  'product-in-use': { status: 409, en: 'This product has been bought. Mark it as discontinued instead of deleting it.', 'zh-CN': '该商品已有购买记录，请标记为停售而不是删除。' },
  'more-than-bought': { status: 422, en: 'More would come back than was bought.', 'zh-CN': '退货数量超过购买数量。' },
  'import-running': { status: 409, en: 'This import is running already.', 'zh-CN': '该导入正在进行。' },
  'import-booked': { status: 409, en: 'This import has been booked already.', 'zh-CN': '该导入已入账。' },
  'import-finished': { status: 409, en: 'This import has ended; there is nothing left to cancel.', 'zh-CN': '该导入已结束，无法取消。' },
  'import-file-gone': { status: 410, en: 'The uploaded file is not kept any more. Upload it again.', 'zh-CN': '上传的文件已不再保留，请重新上传。' },
  'import-mapping-incomplete': { status: 422, en: 'No column is chosen for: {fields}.', 'zh-CN': '以下字段尚未选择列：{fields}。' },
  'file-empty': { status: 422, en: 'The file has no rows.', 'zh-CN': '文件没有数据行。' },
  'file-not-readable': { status: 422, en: 'The file is neither CSV text nor gzip-compressed CSV text.', 'zh-CN': '文件不是 CSV 文本，也不是 gzip 压缩的 CSV 文本。' },
} as const satisfies Refusals;
