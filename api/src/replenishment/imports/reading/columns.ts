import { ImportField } from '@perennial/contract/admin';

/** The header names of each field, in English and Chinese, as shops and spreadsheets export them; compared without case, spaces and punctuation. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  orderId: ['orderid', 'orderno', 'ordernumber', 'order', 'invoiceno', 'invoiceid', 'invoice', 'transactionid', 'receiptno', 'receipt', 'salesorder', '订单号', '订单编号', '订单id', '交易号', '单号', '销售单号', '发票号'],
  lineNo: ['lineno', 'line', 'lineid', 'linenumber', 'lineitemid', 'itemno', '行号', '明细号', '行'],
  customerId: ['customerid', 'customerno', 'customernumber', 'customer', 'clientid', 'userid', 'memberid', 'member', 'buyerid', 'buyer', 'accountid', '客户编号', '客户id', '客户号', '会员号', '会员编号', '会员id', '会员卡号', '买家', '用户id', '客户'],
  customerName: ['customername', 'fullname', 'clientname', 'buyername', 'billingname', 'contactname', '客户姓名', '客户名称', '会员姓名', '姓名', '收货人', '买家姓名'],
  email: ['email', 'customeremail', 'mail', 'emailaddress', 'buyeremail', '邮箱', '电子邮箱', '电子邮件', '客户邮箱'],
  phone: ['phone', 'mobile', 'telephone', 'customerphone', 'phonenumber', 'billingphone', '电话', '手机', '手机号', '手机号码', '联系电话', '联系方式'],
  productId: ['productid', 'productno', 'productcode', 'sku', 'stockcode', 'itemid', 'itemcode', 'articleno', 'article', 'lineitemsku', 'variantid', '商品编号', '商品编码', '商品id', '产品编号', '产品编码', '货号', '款号', '条码'],
  productName: ['productname', 'product', 'itemname', 'item', 'description', 'title', 'lineitemname', 'producttitle', '商品名称', '商品', '产品名称', '产品', '品名', '名称', '项目', '服务项目'],
  category: ['category', 'productcategory', 'productgroup', 'department', 'producttype', '分类', '类别', '品类', '商品分类'],
  orderedAt: ['orderedat', 'orderdate', 'date', 'invoicedate', 'createdat', 'purchasedate', 'purchasedat', 'transactiondate', 'paidat', 'datetime', 'timestamp', '下单时间', '下单日期', '订单日期', '订单时间', '购买日期', '购买时间', '付款时间', '支付时间', '交易时间', '成交时间', '日期', '时间', '消费时间', '创建时间'],
  quantity: ['quantity', 'qty', 'units', 'count', 'lineitemquantity', '数量', '件数', '购买数量'],
  unitPrice: ['unitprice', 'price', 'lineitemprice', 'itemprice', 'priceeach', '单价', '价格', '售价', '成交价'],
  currency: ['currency', 'currencycode', '货币', '币种'],
};

/** Fields without which no row can be booked: one of each group. */
export const NEEDED: readonly (readonly ImportField[])[] = [['orderedAt'], ['customerId', 'email', 'phone'], ['productId', 'productName']];

/**
 * The column of each field, by its header; the better name wins, then the column further left.
 * @example guessColumns(['InvoiceNo', 'StockCode', 'Quantity']) // { orderId: 0, productId: 1, quantity: 2 }
 */
export function guessColumns(header: readonly string[]): Partial<Record<ImportField, number>> {
  const names = header.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const columns: Partial<Record<ImportField, number>> = {};
  const taken = new Set<number>();
  for (const field of ImportField.options) {
    const column = NAMES[field].map((name) => names.indexOf(name)).find((index) => index !== -1 && !taken.has(index));
    if (column === undefined) continue;
    columns[field] = column;
    taken.add(column);
  }
  return columns;
}

/** The groups of needed fields of which no column is chosen, each by its first field. */
export function missingFields(columns: Partial<Record<ImportField, number>>): ImportField[] {
  return NEEDED.filter((group) => group.every((field) => columns[field] === undefined)).flatMap((group) => group.slice(0, 1));
}
