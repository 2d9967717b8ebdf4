import { describe, expect, it } from '@jest/globals';
import { guessColumns, missingFields } from './columns.js';
import { guessMapping, splitStart } from './guess-mapping.js';

describe('guessColumns', () => {
  it('knows the columns of a shop’s export, however they are written', () => {
    expect(guessColumns(['Invoice No', 'stock_code', 'Description', 'QUANTITY', 'InvoiceDate', 'Unit Price', 'Customer-ID', 'Country'])).toEqual({
      orderId: 0, productId: 1, productName: 2, quantity: 3, orderedAt: 4, unitPrice: 5, customerId: 6,
    });
  });

  it('knows them in Chinese', () => {
    expect(guessColumns(['订单号', '会员号', '商品名称', '数量', '单价', '下单时间'])).toEqual({
      orderId: 0, customerId: 1, productName: 2, quantity: 3, unitPrice: 4, orderedAt: 5,
    });
  });

  it('gives a column to one field only, the one whose better name it has', () => {
    expect(guessColumns(['customer', 'customer name', 'order'])).toEqual({ orderId: 2, customerId: 0, customerName: 1 });
  });
});

describe('missingFields', () => {
  it('names what no row can do without, and is content with an address for a customer or a name for a product', () => {
    expect(missingFields({ quantity: 0 })).toEqual(['orderedAt', 'customerId', 'productId']);
    expect(missingFields({ orderedAt: 0, email: 1, productName: 2 })).toEqual([]);
  });
});

describe('guessMapping', () => {
  it('reads a continental file: semicolons, the day first, decimal commas', () => {
    const { mapping, dateOrderIsCertain } = guessMapping('date;sku;customer id;price\n01.02.2027;A;1;1,99\n25.02.2027;"B; C";2;12,50\n', 'utf-8');
    expect(mapping).toEqual({
      encoding: 'utf-8', delimiter: ';', columns: { orderedAt: 0, productId: 1, customerId: 2, unitPrice: 3 }, dateOrder: 'day-month-year', decimalComma: true,
    });
    expect(dateOrderIsCertain).toBe(true);
  });

  it('is not misled by commas inside of tab-separated names', () => {
    expect(guessMapping('date\tproduct\temail\n2027-02-01\tTea, green, 100 g\ta@b.example\n2027-02-02\tTea\tc@d.example\n', 'utf-8').mapping.delimiter).toBe('\t');
  });

  it('leaves out a last row that the sample cuts in two', () => {
    expect(splitStart('a,b\n1,2\n3', ',').map(({ cells }) => cells)).toEqual([['a', 'b'], ['1', '2']]);
    expect(splitStart('a,b', ',').map(({ cells }) => cells)).toEqual([['a', 'b']]);
  });
});
