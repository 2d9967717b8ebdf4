import { addDays, type PlainDate } from '@perennial/calendar';
import type { Locale } from '@perennial/contract/admin';

const ORDERS_EACH = 6;
/** How many days ago each of the customers bought last; the first of them is the one the walk follows. */
const LAST_BOUGHT = { main: [22, 3, 9, 14, 19], other: [25, 40, 12, 33, 5] };
const GAP = { main: 30, other: 45 };

interface Ware {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
}

interface Books {
  readonly fileName: string;
  readonly header: string;
  /** The first of them is the one the walk follows. */
  readonly customers: readonly [string, ...string[]];
  /** `main` is soon due for the first customer; `other` some weeks later. */
  readonly main: Ware;
  readonly other: Ware;
  readonly postage: Ware;
}

/** What a shop of each language has sold. */
export const BOOKS: Readonly<Record<Locale, Books>> = {
  en: {
    fileName: 'orders.csv',
    header: 'Order number,Order date,Customer ID,Customer name,E-mail,SKU,Product,Quantity,Unit price',
    customers: ['Ada Demo', 'Ben Demo', 'Cleo Demo', 'Dan Demo', 'Eve Demo'],
    main: { sku: 'DR-1', name: 'House Blend 250 g', price: '9.50' },
    other: { sku: 'DR-2', name: 'Paper filters, 100 pcs', price: '4.20' },
    postage: { sku: 'POST', name: 'Postage', price: '3.90' },
  },
  'zh-CN': {
    fileName: '历史订单.csv',
    header: '订单号,下单日期,客户编号,客户姓名,邮箱,货号,产品名称,数量,单价',
    customers: ['演示一号', '演示二号', '演示三号', '演示四号', '演示五号'],
    main: { sku: 'CS-1', name: '茉莉花茶 250 克', price: '68.00' },
    other: { sku: 'CS-2', name: '滤纸 100 张', price: '15.00' },
    postage: { sku: 'POST', name: '邮费', price: '12.00' },
  },
};

/** Where the mails of the followed customer go. */
export function addressOf(locale: Locale, customer = 1): string {
  return `c${customer}@customers.${locale.toLowerCase()}.example`;
}

export interface PastOrders {
  readonly csv: string;
  readonly rows: number;
  /** Rows the ledger takes. */
  readonly usable: number;
}

/** A shop's export: steady customers, one return, postage, and one row that nobody can book. */
export function pastOrders(locale: Locale, today: PlainDate): PastOrders {
  const { header, customers, main, other, postage } = BOOKS[locale];
  const lines: string[] = [];
  const book = (customer: number, day: PlainDate, { sku, name, price }: Ware, quantity: string) => {
    const order = 1001 + lines.length;
    const cells = [String(order), day, `C${customer + 1}`, customers[customer] ?? '', addressOf(locale, customer + 1), sku, name, quantity, price];
    lines.push(cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(','));
  };
  for (const [customer] of customers.entries()) {
    for (let i = ORDERS_EACH - 1; i >= 0; i--) {
      // A day early or late now and then: people are not clocks.
      const drift = ((i + customer) % 3) - 1;
      book(customer, addDays(today, -(LAST_BOUGHT.main[customer] ?? 0) - GAP.main * i - (i > 0 ? drift : 0)), main, '1');
      book(customer, addDays(today, -(LAST_BOUGHT.other[customer] ?? 0) - GAP.other * i - (i > 0 ? drift : 0)), other, '1');
    }
  }
  book(1, addDays(today, -200), postage, '1');
  book(2, addDays(today, -190), main, '-1');
  const usable = lines.length;
  book(3, addDays(today, -180), main, 'two');
  return { csv: `${header}\n${lines.join('\n')}\n`, rows: lines.length, usable };
}
