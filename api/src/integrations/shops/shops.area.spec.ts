import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectedShop, ShopDelivery } from '@perennial/contract/admin';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { type LedgerDesk, openLedgerDesk } from '../../../../test/builders/ledger-desk.js';
import { ApplyDelivery, ShopsModule } from './index.js';

describe('shops that tell of their orders', () => {
  let desk: LedgerDesk;
  let own: ConnectedShop;
  let shopify: ConnectedShop;
  let woo: ConnectedShop;
  beforeAll(async () => {
    desk = await openLedgerDesk('2029-06-20T12:00:00Z', [ShopsModule]);
    [own, shopify, woo] = [await connect({ kind: 'standard', name: 'Own' }), await connect({ kind: 'shopify', name: 'S', secret: 'shpss_0123456789abcdef' }), await connect({ kind: 'woocommerce', name: 'W' })];
  });
  afterAll(() => desk.close());

  const connect = async (shop: object) => (await desk.staff.post(`${desk.url}/shops`).send(shop).expect(201)).body as ConnectedShop;
  const post = (shop: ConnectedShop, body: string, headers: Record<string, string>) =>
    supertest(desk.area.app.getHttpServer()).post(new URL(shop.webhookUrl).pathname).set({ 'Content-Type': 'application/json', ...headers }).send(body);
  const hmac = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('base64');
  const sign: Record<string, (shop: ConnectedShop, topic: string, body: string, id: string) => Record<string, string>> = {
    standard: ({ secret }, _, body, id) => {
      const at = new Date();
      return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign(id, at, body) };
    },
    shopify: ({ secret }, topic, body, id) => ({ 'X-Shopify-Webhook-Id': id, 'X-Shopify-Topic': topic, 'X-Shopify-Hmac-Sha256': hmac(secret, body) }),
    woocommerce: ({ secret }, topic, body, id) => ({ 'X-WC-Webhook-Delivery-ID': id, 'X-WC-Webhook-Topic': topic, 'X-WC-Webhook-Signature': hmac(secret, body) }),
  };
  /** Delivers and lets the job run. */
  const tell = async (shop: ConnectedShop, topic: string, content: object, id: string = randomUUID()): Promise<ShopDelivery> => {
    const body = JSON.stringify(content);
    await post(shop, body, sign[shop.kind]?.(shop, topic, body, id) ?? {}).expect(204);
    await desk.area.app.get(ApplyDelivery).run(desk.workspaceId, shop.id, id);
    const { data } = (await desk.staff.get(`${desk.url}/shops/${shop.id}/deliveries`).query({ perPage: 200 }).expect(200)).body as { data: ShopDelivery[] };
    return data.find(({ deliveryId }) => deliveryId === id) as ShopDelivery;
  };
  /** What of an order counts: its day, product and quantity, returns taken off. */
  const counted = (source: string, orderId: string) =>
    desk.rows<{ product: string; quantity: number; on: string }>(
      `SELECT p.external_id AS product, sum(l.quantity)::int AS quantity, l.ordered_on AS "on" FROM purchases o
       JOIN purchases u ON u.id = o.id OR u.source = 'return:' || o.id
       JOIN purchase_lines l ON l.purchase_id = u.id JOIN products p ON p.id = l.product_id
       WHERE o.source = $1 AND o.external_id = $2 GROUP BY 1, 3 HAVING sum(l.quantity) <> 0 ORDER BY 1`,
      [source, orderId],
    );

  const order = (id: string, lines: readonly object[], more: object = {}) => ({
    id, orderedAt: '2029-05-01T10:00:00Z', updatedAt: '2029-05-01T10:00:00Z', currency: 'GBP', customer: { id: 'ada', email: 'Ada@shop.example', name: 'Ada' }, lines, ...more,
  });
  const tea = (quantity: number, more: object = {}) => ({ id: 'l1', productId: 'TEA', productName: 'Green tea', quantity, unitPriceMinor: 899, ...more });
  const event = (type: string, data: object) => ({ type, timestamp: '2029-05-01T10:00:00Z', data });

  it('show their secret once, are listed without it, and are an admin’s business', async () => {
    expect(own.secret).toMatch(/^whsec_/);
    expect(shopify.secret).toBe('shpss_0123456789abcdef');
    const list = (await desk.staff.get(`${desk.url}/shops`).expect(200)).text;
    for (const { secret, id } of [own, shopify, woo]) {
      expect(list).toContain(id);
      expect(list).not.toContain(secret);
    }
    expect(await desk.rows(`SELECT 1 FROM shop_connections WHERE position(convert_to($1, 'UTF8') IN secret) > 0`, [shopify.secret])).toEqual([]);
    expect((await desk.staff.post(`${desk.url}/shops`).send({ kind: 'standard', name: 'x', secret: 'not base64 at all!' }).expect(422)).body).toMatchObject({ code: 'secret-not-readable' });
    await supertest(desk.area.app.getHttpServer()).get(`${desk.url}/shops`).expect(401);
  });

  it('a wrong signature, another body, an unknown or disconnected shop: refused by name, and nothing is kept', async () => {
    const body = JSON.stringify(event('order.created', { order: order('evil', [tea(1)]) }));
    for (const shop of [own, shopify, woo]) {
      const good = sign[shop.kind]?.(shop, 'orders/create', body, 'x-1') ?? {};
      const forged = sign[shop.kind]?.({ ...shop, secret: shop.kind === 'standard' ? `whsec_${Buffer.alloc(32).toString('base64')}` : 'guess' }, 'orders/create', body, 'x-1') ?? {};
      for (const [text, headers] of [[`${body} `, good], [body, forged], [body, {}]] as const) {
        expect((await post(shop, text, headers).expect(401)).body).toMatchObject({ code: 'shop-signature-not-valid' });
      }
    }
    expect((await post({ ...own, webhookUrl: own.webhookUrl.replace(own.id, randomUUID()) }, body, {}).expect(404)).body).toMatchObject({ code: 'not-found' });
    const left = await connect({ kind: 'woocommerce', name: 'left', source: 'left' });
    await desk.staff.post(`${desk.url}/shops/${left.id}/disconnect`).expect(200);
    await post(left, body, sign['woocommerce']?.(left, 'order.created', body, 'x-2') ?? {}).expect(404);
    expect(await desk.rows(`SELECT 1 FROM shop_deliveries`)).toEqual([]);
  });

  it('an order is booked, follows its changes, and is taken back on its own day when it is cancelled', async () => {
    expect(await tell(own, '', event('order.created', { order: order('A', [tea(2), tea(1, { id: 'l2', productId: 'SOAP', productName: 'Soap' })]) }))).toMatchObject({ status: 'applied', faults: [] });
    expect(await counted('standard', 'A')).toEqual([{ product: 'SOAP', quantity: 1, on: '2029-05-01' }, { product: 'TEA', quantity: 2, on: '2029-05-01' }]);
    await tell(own, '', event('order.updated', { order: order('A', [tea(3)], { updatedAt: '2029-05-02T10:00:00Z' }) }));
    expect(await counted('standard', 'A')).toEqual([{ product: 'TEA', quantity: 3, on: '2029-05-01' }]);
    await tell(own, '', event('order.refunded', { refund: { id: 'r1', orderId: 'A', lines: [{ lineId: 'l1', quantity: 1 }] } }));
    expect(await counted('standard', 'A')).toEqual([{ product: 'TEA', quantity: 2, on: '2029-05-01' }]);
    await tell(own, '', event('order.created', { order: order('A2', [tea(1)], { orderedAt: '2029-06-01T10:00:00Z' }) }));
    await tell(own, '', event('order.cancelled', { order: order('A', [tea(3)], { updatedAt: '2029-06-02T10:00:00Z' }) }));
    expect(await counted('standard', 'A')).toEqual([]);
    await desk.refresh();
    expect(await desk.rows(`SELECT c.first_ordered_on, c.last_ordered_on FROM cycles c JOIN customers k ON k.id = c.customer_id JOIN products p ON p.id = c.product_id WHERE k.external_id = 'ada' AND p.external_id = 'TEA'`)).toEqual([
      { first_ordered_on: '2029-06-01', last_ordered_on: '2029-06-01' },
    ]);
  });

  it('late, double and unknown deliveries change nothing that should stand', async () => {
    const later = event('order.updated', { order: order('B', [tea(5)], { updatedAt: '2029-05-09T10:00:00Z' }) });
    await tell(own, '', event('order.refunded', { refund: { id: 'r2', orderId: 'B', lines: [{ lineId: 'l1', quantity: 2 }] } }));
    expect(await counted('standard', 'B')).toEqual([]);
    const [first] = [await tell(own, '', later, 'twice'), await tell(own, '', event('order.created', { order: order('B', [tea(1)]) }))];
    expect(first.status).toBe('applied');
    await tell(own, '', later, 'twice');
    await tell(own, '', later, 'again');
    expect(await counted('standard', 'B')).toEqual([{ product: 'TEA', quantity: 3, on: '2029-05-01' }]);
    expect(await tell(own, '', event('customer.born', {}))).toMatchObject({ status: 'ignored' });
    expect(await tell(own, '', { type: 'order.created', data: 'nonsense' })).toMatchObject({ status: 'refused', faults: [{ fault: 'unreadable', value: '' }] });
    const together = await Promise.all(['c1', 'c2', 'c3', 'c4'].map((id) => tell(own, '', event('order.created', { order: order('C', [tea(4)]) }), id)));
    expect(together.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(await counted('standard', 'C')).toEqual([{ product: 'TEA', quantity: 4, on: '2029-05-01' }]);
  });

  it('bad lines and bad orders are named, and the rest is booked', async () => {
    const faults = async (orderContent: object) => (await tell(own, '', event('order.created', { order: orderContent }))).faults.map(({ fault }) => fault);
    expect(await faults(order('D', [tea(1), tea(0, { id: 'a' }), tea(-2, { id: 'g' }), tea(1e9, { id: 'b' }), tea(1.5, { id: 'c' }), tea(1, { id: 'd', productId: '' }), tea(1, { id: 'e', productName: 'x'.repeat(600_000) }), tea(1, { id: 'f', productId: 'X', unitPriceMinor: -5 })]))).toEqual([
      'quantity-zero', 'bad-quantity', 'quantity-too-large', 'bad-quantity', 'missing-product', 'field-too-long', 'negative-price',
    ]);
    expect(await counted('standard', 'D')).toEqual([{ product: 'TEA', quantity: 1, on: '2029-05-01' }]);
    expect(await faults(order('E', [tea(1)], { orderedAt: '2031-01-01T00:00:00Z' }))).toEqual(['future-date']);
    expect(await faults(order('F', [tea(1)], { orderedAt: '0202-05-01T00:00:00Z' }))).toEqual(['date-too-old']);
    expect(await faults(order('G', [tea(1)], { currency: 'XQQ' }))).toEqual(['unknown-currency']);
    expect(await faults(order('H', [tea(1)], { customer: {} }))).toEqual(['missing-customer']);
    expect(await faults(order('I', [tea(1, { productId: '🍵', productName: '🍵 Thé' })], { customer: { email: 'é@guest.example', name: '' } }))).toEqual([]);
    expect(await faults(order('K', [tea(1)], { customer: { id: 'k', phone: '0'.repeat(41) } }))).toEqual(['field-too-long']);
    expect(await faults(order('L', [tea(2, { productName: 'Green\u0000 tea' })], { customer: { id: 'l', name: 'Lo\u0000u' } }))).toEqual([]);
    expect(await desk.rows(`SELECT name FROM customers WHERE external_id = 'l'`)).toEqual([{ name: 'Lou' }]);
    const many = await faults(order('M', Array.from({ length: 1003 }, (_, n) => tea(1_000_000, { id: `m${n}` }))));
    expect(many).toEqual(['too-many-in-a-day', 'too-many-in-a-day', 'too-many-in-a-day']);
    for (const id of ['E', 'F', 'G', 'H', 'K']) expect(await counted('standard', id)).toEqual([]);
  });

  it('10,000 orders of one customer in a day stop at a thousand', async () => {
    await desk.rows(
      `INSERT INTO purchases (workspace_id, source, external_id, customer_id, ordered_at, currency, created_at)
       SELECT $1, 'till', n::text, (SELECT id FROM customers WHERE external_id = 'ada'), '2029-03-03T10:00:00Z', 'GBP', now() FROM generate_series(1, 1000) n`,
      [desk.workspaceId],
    );
    expect((await tell(own, '', event('order.created', { order: order('J', [tea(1)], { orderedAt: '2029-03-03T11:00:00Z' }) }))).faults).toEqual([{ fault: 'too-many-in-a-day', value: 'ada' }]);
    const api = (orderedAt: string, more: object = {}) => desk.staff.post(`${desk.url}/purchases`).send({ externalId: randomUUID(), customerExternalId: 'ada', orderedAt, lines: [{ productExternalId: 'TEA' }], ...more });
    expect((await api('2029-03-03T12:00:00Z').expect(422)).body).toMatchObject({ code: 'too-many-in-a-day' });
    await api('2029-03-04T12:00:00Z').expect(200);
    expect((await api('0202-03-04T12:00:00Z').expect(422)).body).toMatchObject({ code: 'order-too-old' });
    expect((await api('2029-03-04T12:00:00Z', { currency: 'XQQ' }).expect(422)).body).toMatchObject({ code: 'unknown-currency' });
  });

  it('the old secret is taken for a day or until it is ended, then only the new one', async () => {
    const shop = await connect({ kind: 'woocommerce', name: 'turning', source: 'turning' });
    const fresh = (await desk.staff.post(`${desk.url}/shops/${shop.id}/rotate-secret`).send({}).expect(200)).body as ConnectedShop;
    expect(fresh.secret).not.toBe(shop.secret);
    const deliver = (as: ConnectedShop, id: string) => post(as, '{}', sign['woocommerce']?.(as, 'ping', '{}', id) ?? {});
    await deliver(shop, 'old-1').expect(204);
    await deliver(fresh, 'new-1').expect(204);
    await desk.rows(`UPDATE shop_connections SET previous_until = '2029-06-20T11:59:59Z' WHERE id = $1`, [shop.id]);
    await deliver(shop, 'old-2').expect(401);
    await deliver(fresh, 'new-2').expect(204);
    const third = (await desk.staff.post(`${desk.url}/shops/${shop.id}/rotate-secret`).send({}).expect(200)).body as ConnectedShop;
    await deliver(fresh, 'new-3').expect(204);
    await desk.staff.post(`${desk.url}/shops/${shop.id}/end-old-secret`).expect(200);
    await deliver(fresh, 'new-4').expect(401);
    await deliver(third, 'third-1').expect(204);
  });

  it('Shopify: order, refund heard of first, cancellation, guest and stock', async () => {
    const item = { id: 11, sku: 'TEA', variant_id: 5, product_id: 6, name: 'Green tea', quantity: 4, price: '8.99' };
    const of = (more: object = {}) => ({ id: 820982911946154500, created_at: '2029-05-05T09:00:00+01:00', updated_at: '2029-05-05T09:00:00+01:00', cancelled_at: null, currency: 'GBP', email: 'cy@shop.example', customer: null, line_items: [item], refunds: [], ...more });
    const refund = { id: 77, created_at: '2029-05-06T09:00:00+01:00', refund_line_items: [{ line_item_id: 11, quantity: 1 }] };
    const id = String(of().id);
    await tell(shopify, 'refunds/create', { ...refund, order_id: of().id });
    await tell(shopify, 'orders/create', of());
    expect(await counted('shopify', id)).toEqual([{ product: 'TEA', quantity: 3, on: '2029-05-05' }]);
    await tell(shopify, 'orders/updated', of({ updated_at: '2029-05-06T09:00:01+01:00', refunds: [refund] }));
    expect(await counted('shopify', id)).toEqual([{ product: 'TEA', quantity: 3, on: '2029-05-05' }]);
    await tell(shopify, 'orders/cancelled', of({ updated_at: '2029-05-07T09:00:00+01:00', cancelled_at: '2029-05-07T09:00:00+01:00', refunds: [refund] }));
    expect(await counted('shopify', id)).toEqual([]);
    expect(await desk.rows(`SELECT external_id, email FROM customers WHERE email = 'cy@shop.example'`)).toEqual([{ external_id: 'cy@shop.example', email: 'cy@shop.example' }]);
    const stock = (level: number, at: string) => tell(shopify, 'products/update', { id: 6, updated_at: at, variants: [{ id: 5, sku: 'TEA', inventory_quantity: level, inventory_management: 'shopify' }, { id: 9, sku: 'NONE', inventory_quantity: 1, inventory_management: 'shopify' }] });
    expect((await stock(7, '2029-06-19T10:00:00Z')).faults).toEqual([{ fault: 'unknown-product', value: 'NONE' }]);
    await stock(99, '2029-06-18T10:00:00Z');
    expect(await desk.rows(`SELECT stock FROM products WHERE external_id = 'TEA'`)).toEqual([{ stock: 7 }]);
  });

  it('WooCommerce: an order counts once it is paid, and no more when it is refunded', async () => {
    const of = (status: string, modified: string) => ({
      id: 727, status, currency: 'GBP', date_created_gmt: '2029-05-10T08:00:00', date_modified_gmt: modified, customer_id: 0, billing: { first_name: 'Dee', last_name: '', email: 'dee@shop.example', phone: '' },
      line_items: [{ id: 315, sku: '', product_id: 93, variation_id: 0, name: 'Oolong', quantity: 2, price: 4.5 }],
    });
    await tell(woo, 'order.created', of('pending', '2029-05-10T08:00:00'));
    expect(await counted('woocommerce', '727')).toEqual([]);
    await tell(woo, 'order.updated', of('processing', '2029-05-10T08:05:00'));
    expect(await counted('woocommerce', '727')).toEqual([{ product: '93', quantity: 2, on: '2029-05-10' }]);
    const waiting = () => desk.rows(`SELECT o.kind, o.reference, p.external_id AS product FROM already_ordered o JOIN products p ON p.id = o.product_id`);
    const second = (status: string, modified: string) => ({ ...of(status, modified), id: 728, date_created_gmt: '2029-06-10T08:00:00' });
    await tell(woo, 'order.created', second('pending', '2029-06-10T08:00:00'));
    await tell(woo, 'order.updated', second('on-hold', '2029-06-10T08:01:00'));
    expect(await waiting()).toEqual([{ kind: 'open-order', reference: 'woocommerce:728', product: '93' }]);
    await tell(woo, 'order.updated', second('processing', '2029-06-10T08:02:00'));
    await tell(woo, 'order.created', second('pending', '2029-06-10T08:00:00'));
    expect(await waiting()).toEqual([]);
    expect(await counted('woocommerce', '728')).toEqual([{ product: '93', quantity: 2, on: '2029-06-10' }]);
    await tell(woo, 'order.updated', of('refunded', '2029-05-20T08:05:00'));
    expect(await counted('woocommerce', '727')).toEqual([]);
    expect(await tell(woo, 'coupon.updated', {})).toMatchObject({ status: 'ignored' });
    expect((await desk.rows(`SELECT count(*)::int AS n FROM audit_entries WHERE command = 'settle-purchase'`))[0]).not.toEqual({ n: 0 });
  });
});
