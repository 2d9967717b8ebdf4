import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { SealedSecrets } from '../../platform/secrets/index.js';
import { APPLY_SHOP_DELIVERY } from './apply-delivery.job.js';
import { type Headers, SIGNED } from './signatures.js';
import { ShopStore, type StoredShop } from './shop.store.js';

const LONGEST_ID = 200;

/** Keeps what a shop delivered, when its signature is right, and lets a job make sense of it: a shop waits seconds for its answer. */
@Injectable()
export class ReceiveDelivery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly shops: ShopStore,
    private readonly secrets: SealedSecrets,
    private readonly jobs: JobQueue,
  ) {}

  /** Refuses `not-found`, `shop-signature-not-valid`. The same delivery again changes nothing. */
  async run(workspaceId: string, shopId: string, raw: Buffer, header: Headers): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const shop = await this.shops.find(tx, workspaceId, shopId);
      if (!shop || shop.disconnectedAt !== null) throw new Refusal('not-found');
      const signed = SIGNED[shop.kind];
      const id = signed.id(header);
      if (!id || id.length > LONGEST_ID || !this.acceptable(workspaceId, shop).some((secret) => signed.isSigned(secret, raw, header))) throw new Refusal('shop-signature-not-valid');
      // What no text in the database can hold is left out: an order is not lost for a stray character in a name.
      const body = raw.toString('utf8').replaceAll('\0', '').replaceAll('\\u0000', '');
      const topic = signed.topic(header, jsonOf(body)).slice(0, LONGEST_ID);
      if (!(await this.shops.keep(tx, workspaceId, shopId, { id, topic, body, now: this.clock.now() }))) return;
      await this.jobs.enqueue(tx, APPLY_SHOP_DELIVERY, { workspaceId, shopId, deliveryId: id });
    });
  }

  private acceptable(workspaceId: string, { secret, previousSecret, previousUntil }: StoredShop): string[] {
    const old = previousSecret && previousUntil && new Date(previousUntil) > this.clock.now() ? [previousSecret] : [];
    return [secret, ...old].flatMap((sealed) => this.secrets.open('shop secret', workspaceId, sealed) ?? []);
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
