import type { InAnotherLanguage } from '../Catalogue';
import type { purchases as english } from '../en/purchases';

export const purchases: InAnotherLanguage<typeof english> = {
  name: '购买记录',
  lead: '订单台账。记录不会被修改；退货或取消另记一行。',
  fields: {
    orderedAt: '下单日期',
    orderedOn: '下单日期',
    customerName: '客户',
    customerId: '客户',
    productId: '产品',
    product: '产品',
    lines: '内容',
    total: '合计',
    quantity: '数量',
    unitPrice: '单价',
    externalId: '订单号',
    source: '来源',
  },
  returned_line: '退回 %{quantity} × %{product}',
  separator: '、',
  and_more: '等另外 %{smart_count} 项',
  to_customer: '查看%{customer}的全部信息',
  empty: { title: '台账还是空的', text: '请导入一份历史订单，或由店铺通过 API 记入。有了第一批订单，预计日期就会出现。' },
};
