import { Inject, Injectable } from '@nestjs/common';
import type { Shop, ShopDelivery, ShopDeliveryQuery, ShopKind } from '@perennial/contract/admin';
import type { ShopOrderState } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

export interface StoredShop extends Shop {
  readonly secret: Buffer;
  readonly previousSecret: Buffer | null;
  readonly previousUntil: string | null;
}

export interface StoredDelivery extends Pick<ShopDelivery, 'deliveryId' | 'topic' | 'status'> {
  readonly body: string;
}

const SHOP = `s.id, s.kind, s.name, s.source, s.created_at AS "createdAt", s.disconnected_at AS "disconnectedAt",
  (SELECT max(d.received_at) FROM shop_deliveries d WHERE d.workspace_id = s.workspace_id AND d.connection_id = s.id) AS "lastDeliveryAt",
  $2::text || s.workspace_id || '/' || s.id AS "webhookUrl"`;

@Injectable()
export class ShopStore {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>) {}

  async insert(tx: Tx, workspaceId: string, shop: { id: string; kind: ShopKind; name: string; source: string; secret: Buffer; now: Date }): Promise<void> {
    await tx.query('INSERT INTO shop_connections (workspace_id, id, kind, name, source, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      workspaceId, shop.id, shop.kind, shop.name, shop.source, shop.secret, shop.now,
    ]);
  }

  async find(tx: Tx, workspaceId: string, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<StoredShop | null> {
    const [row] = await tx.query<StoredShop[]>(
      `SELECT ${SHOP}, s.secret, s.previous_secret AS "previousSecret", s.previous_until AS "previousUntil" FROM shop_connections s WHERE s.workspace_id = $1 AND s.id = $3 ${lock}`,
      [workspaceId, this.base, id],
    );
    return row ?? null;
  }

  async list(tx: Tx, workspaceId: string, { page, perPage, sort }: { page: number; perPage: number; sort: string }): Promise<{ data: Shop[]; total: number }> {
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const data = await tx.query<Shop[]>(
      `SELECT ${SHOP} FROM shop_connections s WHERE s.workspace_id = $1 ORDER BY s.created_at ${direction}, s.id ${direction} LIMIT $3 OFFSET $4`,
      [workspaceId, this.base, perPage, (page - 1) * perPage],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM shop_connections WHERE workspace_id = $1', [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }

  /** The secret so far is taken until then. */
  async replaceSecret(tx: Tx, workspaceId: string, id: string, secret: Buffer, until: Date): Promise<void> {
    await tx.query('UPDATE shop_connections SET previous_secret = secret, previous_until = $4, secret = $3 WHERE workspace_id = $1 AND id = $2', [workspaceId, id, secret, until]);
  }

  async forgetOldSecret(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query('UPDATE shop_connections SET previous_secret = NULL, previous_until = NULL WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  }

  async disconnect(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
    await tx.query('UPDATE shop_connections SET disconnected_at = coalesce(disconnected_at, $3) WHERE workspace_id = $1 AND id = $2', [workspaceId, id, now]);
  }

  /** @returns false when this delivery is here already */
  async keep(tx: Tx, workspaceId: string, shopId: string, delivery: { id: string; topic: string; body: string; now: Date }): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO shop_deliveries (workspace_id, connection_id, delivery_id, topic, body, received_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (workspace_id, connection_id, delivery_id) DO NOTHING RETURNING 1`,
      [workspaceId, shopId, delivery.id, delivery.topic, delivery.body, delivery.now],
    );
    return rows.length > 0;
  }

  async lockDelivery(tx: Tx, workspaceId: string, shopId: string, deliveryId: string): Promise<StoredDelivery | null> {
    const [row] = await tx.query<StoredDelivery[]>(
      `SELECT delivery_id AS "deliveryId", topic, status, body FROM shop_deliveries WHERE workspace_id = $1 AND connection_id = $2 AND delivery_id = $3 FOR UPDATE`,
      [workspaceId, shopId, deliveryId],
    );
    return row ?? null;
  }

  async settle(tx: Tx, workspaceId: string, shopId: string, deliveryId: string, outcome: { status: ShopDelivery['status']; faults: ShopDelivery['faults']; now: Date }): Promise<void> {
    await tx.query('UPDATE shop_deliveries SET status = $4, faults = $5, applied_at = $6 WHERE workspace_id = $1 AND connection_id = $2 AND delivery_id = $3', [
      workspaceId, shopId, deliveryId, outcome.status, JSON.stringify(outcome.faults), outcome.now,
    ]);
  }

  /** It stays in the inbox, and says why. */
  async keepWaiting(tx: Tx, workspaceId: string, shopId: string, deliveryId: string, fault: string): Promise<void> {
    await tx.query(`UPDATE shop_deliveries SET faults = $4 WHERE workspace_id = $1 AND connection_id = $2 AND delivery_id = $3 AND status = 'received'`, [
      workspaceId, shopId, deliveryId, JSON.stringify([{ fault, value: '' }]),
    ]);
  }

  async deliveries(tx: Tx, workspaceId: string, shopId: string, { page, perPage, sort, filter }: ShopDeliveryQuery): Promise<{ data: ShopDelivery[]; total: number }> {
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const where = 'workspace_id = $1 AND connection_id = $2 AND ($3::text IS NULL OR status = $3)';
    const values = [workspaceId, shopId, filter.status ?? null];
    const data = await tx.query<ShopDelivery[]>(
      `SELECT delivery_id AS "deliveryId", topic, status, faults, received_at AS "receivedAt", applied_at AS "appliedAt" FROM shop_deliveries
       WHERE ${where} ORDER BY received_at ${direction}, delivery_id ${direction} LIMIT $4 OFFSET $5`,
      [...values, perPage, (page - 1) * perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM shop_deliveries WHERE ${where}`, values);
    return { data, total: count?.total ?? 0 };
  }

  /** What has been heard of an order, held until this transaction ends: deliveries about one order follow each other. */
  async lockOrder<State extends ShopOrderState>(tx: Tx, workspaceId: string, shopId: string, orderId: string, nothing: State): Promise<State> {
    await tx.query('INSERT INTO shop_orders (workspace_id, connection_id, external_id, state) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [workspaceId, shopId, orderId, JSON.stringify(nothing)]);
    const [row] = await tx.query<{ state: State }[]>('SELECT state FROM shop_orders WHERE workspace_id = $1 AND connection_id = $2 AND external_id = $3 FOR UPDATE', [workspaceId, shopId, orderId]);
    return row?.state ?? nothing;
  }

  async keepOrder(tx: Tx, workspaceId: string, shopId: string, orderId: string, state: ShopOrderState): Promise<void> {
    await tx.query('UPDATE shop_orders SET state = $4 WHERE workspace_id = $1 AND connection_id = $2 AND external_id = $3', [workspaceId, shopId, orderId, JSON.stringify(state)]);
  }

  private get base(): string {
    return `${this.settings.publicUrl}/api/v1/webhooks/shops/`;
  }
}
