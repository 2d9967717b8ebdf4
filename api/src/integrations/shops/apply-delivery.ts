import { Injectable } from '@nestjs/common';
import type { ShopDelivery, ShopKind } from '@perennial/contract/admin';
import { hear, keptOf, NOTHING_HEARD, type ShopLine, type ShopOrderState } from '@perennial/replenishment';
import { Entitlements } from '../../access/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepOpenOrder } from '../../replenishment/already-ordered/index.js';
import { SetStock } from '../../replenishment/catalog/index.js';
import { SettlePurchase } from '../../replenishment/purchases/index.js';
import { readShopify } from './read-shopify.js';
import { readStandard } from './read-standard.js';
import { readWoocommerce } from './read-woocommerce.js';
import type { ShopMessage, ShopOrderHead } from './shop-message.js';
import { ShopStore, type StoredShop } from './shop.store.js';

const READ: Readonly<Record<ShopKind, (topic: string, body: unknown) => ShopMessage | null>> = { standard: readStandard, shopify: readShopify, woocommerce: readWoocommerce };

type HeardOrder = ShopOrderState & { readonly head: ShopOrderHead | null };
type Outcome = Pick<ShopDelivery, 'status' | 'faults'>;

/**
 * Makes of a delivery what it means for ledger and stock, in one transaction. Late, double and unknown ones do no harm. What the plan
 * does not permit now stays in the inbox, with the reason on it, until the plan does.
 */
@Injectable()
export class ApplyDelivery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly shops: ShopStore,
    private readonly settlePurchase: SettlePurchase,
    private readonly setStock: SetStock,
    private readonly keepOpenOrder: KeepOpenOrder,
    private readonly entitlements: Entitlements,
  ) {}

  async run(workspaceId: string, shopId: string, deliveryId: string): Promise<void> {
    try {
      await this.read(workspaceId, shopId, deliveryId);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'contact-limit-reached') throw error;
      await this.database.inWorkspace(workspaceId, (tx) => this.shops.keepWaiting(tx, workspaceId, shopId, deliveryId, error.code));
    }
  }

  private async read(workspaceId: string, shopId: string, deliveryId: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const delivery = await this.shops.lockDelivery(tx, workspaceId, shopId, deliveryId);
      const shop = await this.shops.find(tx, workspaceId, shopId);
      if (!delivery || !shop || delivery.status !== 'received') return;
      const { access } = await this.entitlements.of(tx, workspaceId);
      if (access !== 'full') return this.shops.keepWaiting(tx, workspaceId, shopId, deliveryId, 'workspace-suspended');
      const message = messageOf(shop.kind, delivery.topic, delivery.body);
      const outcome = typeof message === 'string' ? refused(message) : message === null ? { status: 'ignored' as const, faults: [] } : await this.apply(tx, workspaceId, shop, message, deliveryId);
      await this.shops.settle(tx, workspaceId, shopId, deliveryId, { ...outcome, now: this.clock.now() });
    });
  }

  private async apply(tx: Tx, workspaceId: string, shop: StoredShop, message: ShopMessage, deliveryId: string): Promise<Outcome> {
    const faults = message.orderId === undefined ? [] : await this.settle(tx, workspaceId, shop, { ...message, orderId: message.orderId }, deliveryId);
    if (message.stock.length > 0) {
      const levels = message.stock.map(({ product, level }) => ({ productExternalId: product, level }));
      const { unknown } = await this.setStock.within(tx, SYSTEM, workspaceId, levels, message.at);
      faults.push(...unknown.map(({ value }) => ({ fault: 'unknown-product', value })));
    }
    return { status: 'applied', faults };
  }

  private async settle(tx: Tx, workspaceId: string, shop: StoredShop, message: ShopMessage & { orderId: string }, deliveryId: string): Promise<Outcome['faults']> {
    const { orderId } = message;
    if (orderId === '' || orderId.length > 200) return [{ fault: 'field-too-long', value: orderId.slice(0, 80) }];
    const before = await this.shops.lockOrder<HeardOrder>(tx, workspaceId, shop.id, orderId, { ...NOTHING_HEARD, head: null });
    const head = message.head && (!before.head || message.head.version >= before.head.version) ? message.head : before.head;
    const heard: HeardOrder = { ...message.news.reduce(hear, before), head };
    await this.shops.keepOrder(tx, workspaceId, shop.id, orderId, heard);
    if (head) {
      const products = head.open ? (heard.order?.lines ?? []).map(({ product }) => product) : [];
      await this.keepOpenOrder.run(tx, workspaceId, { source: shop.source, externalId: orderId, customer: head.customer, products });
    }
    const lines = keptOf(heard);
    if (!lines || !head) return [];
    const faults = message.news.flatMap((news) => ('order' in news ? news.order.lines.flatMap(faultOfQuantity) : []));
    const orderedAt = new Date(head.orderedAt);
    if (Number.isNaN(orderedAt.getTime())) return [{ fault: 'bad-date', value: head.orderedAt.slice(0, 80) }];
    const told = { source: shop.source, externalId: orderId, orderedAt, currency: head.currency, customer: head.customer, lines };
    return [...faults, ...(await this.settlePurchase.run(tx, SYSTEM, workspaceId, told, `shop:${deliveryId}`))];
  }
}

/** @returns the message, null for a topic we make no use of, or the name of what is wrong with it */
function messageOf(kind: ShopKind, topic: string, body: string): ShopMessage | null | 'unreadable' {
  try {
    return READ[kind](topic, JSON.parse(body));
  } catch {
    return 'unreadable';
  }
}

/** What came back is told as a refund; a line that sells nothing or less says nothing. */
function faultOfQuantity({ product, quantity }: ShopLine): Outcome['faults'] {
  if (quantity > 0) return [];
  return [quantity === 0 ? { fault: 'quantity-zero', value: product.slice(0, 80) } : { fault: 'bad-quantity', value: String(quantity) }];
}

function refused(fault: string): Outcome {
  return { status: 'refused', faults: [{ fault, value: '' }] };
}
