import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportDesk, openImportDesk } from '../../../../test/builders/import-desk.js';

const HEADER = 'order_id,customer_id,product_id,product_name,ordered_at,quantity,unit_price,currency\n';

describe('files as shops really send them', () => {
  let desk: ImportDesk;
  beforeAll(async () => {
    desk = await openImportDesk();
  });
  afterAll(() => desk.close());

  it('refuses each bad row by name and books the rest', async () => {
    const rows: readonly (readonly [string, string | null])[] = [
      ['1,c1,p1,Tea,2026-01-05,2,3.50,', null],
      ['2,,p1,Tea,2026-01-05,2,3.50,', 'missing-customer'],
      ['3,c1,,,2026-01-05,2,3.50,', 'missing-product'],
      ['4,c1,p1,Tea,,2,3.50,', 'missing-date'],
      ['5,c1,p1,Tea,2026-02-30,2,3.50,', 'bad-date'],
      ['6,c1,p1,Tea,0202-01-05,2,3.50,', 'date-too-old'],
      ['7,c1,p1,Tea,2999-01-05,2,3.50,', 'future-date'],
      ['8,c1,p1,Tea,2026-01-05,0,3.50,', 'quantity-zero'],
      ['9,c1,p1,Tea,2026-01-05,1000000000,3.50,', 'quantity-too-large'],
      ['10,c1,p1,Tea,2026-01-05,half,3.50,', 'bad-quantity'],
      ['11,c1,p1,Tea,2026-01-05,1,dear,', 'bad-price'],
      ['12,c1,p1,Tea,2026-01-05,1,-3.50,', 'negative-price'],
      ['13,c1,p1,Tea,2026-01-05,1,3.50,XQQ', 'unknown-currency'],
      [`14,c1,p1,${'x'.repeat(1_048_576)},2026-01-05,1,3.50,`, 'field-too-long'],
      ['15,c1,p1,Tea,2026-01-05,1,3.50,GBP,more', 'too-many-columns'],
      ['16,c1,p1,"Tea,2026-01-05,1,3.50,', 'unclosed-quote'],
      ['1,c2,p2,Soap,2026-01-05,1,3.50,', 'order-of-another-customer'],
      ['17,c1,p\u00003,Tea,2026-01-05,1,3.50,', 'unreadable-text'],
      ['C1,c1,p1,Tea,2026-01-06,-2,3.50,', null],
      ['18,  c3  ,p4,  Green \ud83c\udf75   Tea ,2026-01-05,1,0,', null],
      ['19,c3,p5,,2026-01-05,,,', null],
    ];
    const done = await desk.import(HEADER + rows.map(([row]) => row).join('\n'));
    const expected = rows.flatMap(([, fault], index) => (fault === null ? [] : [{ rowNo: index + 1, fault }]));
    expect((await desk.errors(done.id)).map(({ rowNo, fault }) => ({ rowNo, fault }))).toEqual(expected);
    expect(done.result).toMatchObject({ rows: rows.length, booked: 4, returned: 1, refused: expected.length, unchanged: 0 });
    const lines = await desk.area.database.rows(
      `SELECT c.external_id AS customer, p.name AS product, l.ordered_on, l.quantity, l.unit_price_minor AS price
       FROM purchase_lines l JOIN customers c ON c.id = l.customer_id JOIN products p ON p.id = l.product_id ORDER BY 1, 3, 2`,
    );
    expect(lines).toEqual([
      { customer: 'c1', product: 'Tea', ordered_on: '2026-01-05', quantity: 2, price: 350 },
      { customer: 'c1', product: 'Tea', ordered_on: '2026-01-06', quantity: -2, price: 350 },
      { customer: 'c3', product: 'Green \ud83c\udf75 Tea', ordered_on: '2026-01-05', quantity: 1, price: 0 },
      { customer: 'c3', product: 'p5', ordered_on: '2026-01-05', quantity: 1, price: null },
    ]);
  });

  it('reads customer, time and currency of an order from its first line, whatever the others say', async () => {
    const done = await desk.import(`${HEADER}99,c9,p1,Tea,2026-03-09,1,1,USD\n99,c1,p2,Soap,2026-03-09,1,1,USD\n99,c9,p3,Salt,2026-03-02,1,1,USD\n99,c9,p4,Oats,2026-03-09,1,1,EUR\n`);
    expect(await desk.errors(done.id)).toMatchObject([{ rowNo: 2, fault: 'order-of-another-customer' }, { rowNo: 4, fault: 'currency-differs-in-order' }]);
    expect(await desk.area.database.rows(
      `SELECT c.external_id AS customer, p.currency, (p.ordered_at AT TIME ZONE s.time_zone)::date::text AS day, count(l) AS lines FROM purchases p
       JOIN customers c ON c.id = p.customer_id JOIN workspace_settings s ON s.workspace_id = p.workspace_id JOIN purchase_lines l ON l.purchase_id = p.id
       WHERE p.external_id = '99' GROUP BY 1, 2, 3`,
    )).toEqual([{ customer: 'c9', currency: 'USD', day: '2026-03-09', lines: 2 }]);
  });

  it('does not take 10,000 purchases of one thing in a day for one person’s', async () => {
    const done = await desk.import(HEADER + Array.from({ length: 10_000 }, (_, i) => `till-${i},till,p1,Tea,2026-01-07,1,1,\n`).join(''));
    expect(done.result).toMatchObject({ booked: 1000, refused: 9000, refusedBecause: { 'too-many-in-a-day': 9000 } });
  });

  it('nor 1,200 lines of it in one order, beside each other or in pieces, new or known', async () => {
    const line = (order: string) => `${order},till,p1,Tea,2026-01-08,1,1,\n`;
    const inOnePiece = HEADER + line('long').repeat(1200);
    const inPieces = HEADER + `${line('cut')}${line('other')}`.repeat(1200).replace(line('other'), line('another'));
    const { result } = await desk.import(inOnePiece);
    expect(result).toMatchObject({ booked: 1000, refusedBecause: { 'too-many-in-a-day': 200 } });
    expect((await desk.import(inOnePiece)).result).toMatchObject({ booked: 0, unchanged: 1000, refusedBecause: { 'too-many-in-a-day': 200 } });
    expect((await desk.import(inPieces)).result).toMatchObject({ booked: 2001, refusedBecause: { 'too-many-in-a-day': 399 } });
  });

  it('counts what came back, in new orders and in further lines of known ones', async () => {
    const bought = `${HEADER}80,c8,p1,Tea,2026-01-05,3,3.50,\n81,c8,p1,Tea,2026-01-06,-1,3.50,\n81,c8,p2,Soap,2026-01-06,-1,3.50,\n`;
    expect((await desk.import(bought)).result).toMatchObject({ booked: 3, returned: 2 });
    expect((await desk.import(`${bought}80,c8,p1,Tea,2026-01-05,-2,3.50,\n`)).result).toMatchObject({ booked: 1, returned: 1, unchanged: 3 });
  });

  it('changes nothing the second time; a line that reads otherwise now is named, not booked over', async () => {
    const file = `${HEADER}50,c5,p1,Tea,2026-01-05,1,3.50,\n50,c5,p1,Tea,2026-01-05,4,3.50,\n`;
    expect((await desk.import(file)).result).toMatchObject({ booked: 2 });
    const again = await desk.import(file);
    expect(again.result).toMatchObject({ booked: 0, unchanged: 2, newCustomers: 0 });
    expect(again.sameFileAs).not.toBeNull();
    expect((await desk.import(file.replace(',4,', ',5,'))).result).toMatchObject({ booked: 0, unchanged: 1, refusedBecause: { 'differs-from-booked': 1 } });
  });

  it('a dry run tells the same and books nothing; the same upload can then be booked', async () => {
    const dry = await desk.import(`${HEADER}60,c6,p6,Oolong,2026-01-05,1,3.50,\n61,,p6,Oolong,2026-01-05,1,3.50,\n`, { dryRun: true });
    expect(dry.result).toMatchObject({ booked: 1, refused: 1, newCustomers: 1, newProducts: 1 });
    expect(await desk.errors(dry.id)).toHaveLength(1);
    expect(await desk.area.database.rows(`SELECT 1 FROM customers WHERE external_id = 'c6'`)).toEqual([]);
    expect((await desk.start(dry.id)).result).toMatchObject(dry.result ?? {});
  });

  it('reads GBK, semicolons, decimal commas, gzip and Chinese headers', async () => {
    // 订单号;客户编号;商品名称;下单时间;数量;单价 and one row, in GBK
    const gbk = Buffer.from('b6a9b5a5bac53bbfcdbba7b1e0bac53bc9ccc6b7c3fbb3c63bcfc2b5a5cab1bce43bcafdc1bf3bb5a5bcdb0a', 'hex');
    const row = Buffer.concat([Buffer.from('90;k1;'), Buffer.from('c3a8c1b8', 'hex'), Buffer.from(';2026/1/5 9:05;1;12,50\n')]);
    const done = await desk.import(gzipSync(Buffer.concat([gbk, row])));
    expect(done.mapping).toMatchObject({ encoding: 'gb18030', delimiter: ';', decimalComma: true });
    expect(done.result).toMatchObject({ rows: 1, booked: 1 });
    const [product] = await desk.area.database.rows(`SELECT name FROM products WHERE external_id = '猫粮'`);
    expect(product).toEqual({ name: '猫粮' });
  });
});
