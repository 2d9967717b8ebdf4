import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectedShop, ConnectShop, Shop, ShopKind } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SealedSecrets } from '../../platform/secrets/index.js';
import { ShopStore, type StoredShop } from './shop.store.js';

const SECRET_BYTES = 32;
/** What was under way when a secret was changed was signed with the old one. */
const OLD_SECRET_LIVES_MS = 24 * 3_600_000;

/** Which shops may tell of their orders. A secret is shown when it is made, and never again. */
@Injectable()
export class ChangeShops {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly shops: ShopStore,
    private readonly secrets: SealedSecrets,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `secret-not-readable`. */
  async connect(actor: Actor, workspaceId: string, { kind, name, source = kind, secret = newSecret(kind) }: ConnectShop): Promise<ConnectedShop> {
    readable(kind, secret);
    const id = randomUUID();
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.shops.insert(tx, workspaceId, { id, kind, name, source, secret: this.secrets.seal('shop secret', workspaceId, secret), now: this.clock.now() });
      await this.audit.record(tx, workspaceId, { actor, command: 'connect-shop', subject: { kind: 'shop', id }, details: { kind, source } });
      return { ...shown(await this.known(tx, workspaceId, id)), secret };
    });
  }

  /** Refuses `not-found`, `secret-not-readable`. */
  async rotateSecret(actor: Actor, workspaceId: string, id: string, given?: string): Promise<ConnectedShop> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const shop = await this.known(tx, workspaceId, id);
      const secret = given ?? newSecret(shop.kind);
      readable(shop.kind, secret);
      await this.shops.replaceSecret(tx, workspaceId, id, this.secrets.seal('shop secret', workspaceId, secret), new Date(this.clock.now().getTime() + OLD_SECRET_LIVES_MS));
      await this.audit.record(tx, workspaceId, { actor, command: 'rotate-shop-secret', subject: { kind: 'shop', id } });
      return { ...shown(shop), secret };
    });
  }

  /** Where the old secret is known to others, and the shop has the new one. Refuses `not-found`. */
  async endOldSecret(actor: Actor, workspaceId: string, id: string): Promise<Shop> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const shop = await this.known(tx, workspaceId, id);
      await this.shops.forgetOldSecret(tx, workspaceId, id);
      await this.audit.record(tx, workspaceId, { actor, command: 'end-old-shop-secret', subject: { kind: 'shop', id } });
      return shown(shop);
    });
  }

  /** What it told stays. Refuses `not-found`. */
  async disconnect(actor: Actor, workspaceId: string, id: string): Promise<Shop> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const shop = await this.known(tx, workspaceId, id);
      if (shop.disconnectedAt !== null) return shown(shop);
      await this.shops.disconnect(tx, workspaceId, id, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'disconnect-shop', subject: { kind: 'shop', id } });
      return shown(await this.known(tx, workspaceId, id));
    });
  }

  private async known(tx: Tx, workspaceId: string, id: string): Promise<StoredShop> {
    const shop = await this.shops.find(tx, workspaceId, id);
    if (!shop) throw new Refusal('not-found');
    return shop;
  }
}

function newSecret(kind: ShopKind): string {
  return kind === 'standard' ? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}` : randomBytes(SECRET_BYTES).toString('hex');
}

/** A secret of Standard Webhooks is base64 behind its prefix. */
function readable(kind: ShopKind, secret: string): void {
  if (kind === 'standard' && !/^whsec_[A-Za-z0-9+/]{20,}={0,2}$/.test(secret)) throw new Refusal('secret-not-readable');
}

export function shown({ id, kind, name, source, webhookUrl, createdAt, disconnectedAt, lastDeliveryAt }: Shop): Shop {
  return { id, kind, name, source, webhookUrl, createdAt, disconnectedAt, lastDeliveryAt };
}
