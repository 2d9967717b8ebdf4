import { Injectable } from '@nestjs/common';
import { type CreateProduct, isRange, type Product, type UpdateProduct } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { ReleaseRestocked } from '../reminders/index.js';
import { ProductStore } from './product.store.js';

// What an estimate or a plan was made with: a change of these makes both anew.
const DECIDING: readonly (keyof UpdateProduct)[] = ['kind', 'category', 'intervalFromDays', 'intervalToDays', 'supplyDaysPerUnit', 'remindable', 'discontinued'];

/** The catalogue. */
@Injectable()
export class ChangeProducts {
  constructor(
    private readonly database: Database,
    private readonly products: ProductStore,
    private readonly settings: WorkspaceSettings,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly releaseRestocked: ReleaseRestocked,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `external-id-taken`. */
  async create(actor: Actor, workspaceId: string, product: CreateProduct): Promise<Product> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.substituteExists(tx, workspaceId, product.substituteId, null);
      const id = await this.products.insert(tx, workspaceId, await this.priced(tx, workspaceId, product), this.clock.now());
      if (id === null) throw new Refusal('external-id-taken');
      await this.audit.record(tx, workspaceId, { actor, command: 'create-product', subject: { kind: 'product', id } });
      return this.known(tx, workspaceId, id);
    });
  }

  /** Refuses `not-found`, `external-id-taken`, `interval-not-a-range`. Fields that are left out stay as they are. */
  async update(actor: Actor, workspaceId: string, id: string, change: UpdateProduct): Promise<Product> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const { createdAt: _created, updatedAt: _updated, id: _id, ...before } = await this.known(tx, workspaceId, id);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<CreateProduct>;
      const next = { ...before, ...given };
      if (!isRange(next)) throw new Refusal('interval-not-a-range');
      const namesake = next.externalId ? await this.products.byExternalId(tx, workspaceId, next.externalId) : null;
      if (namesake && namesake.id !== id) throw new Refusal('external-id-taken');
      await this.substituteExists(tx, workspaceId, next.substituteId, id);
      await this.products.replace(tx, workspaceId, id, await this.priced(tx, workspaceId, next), this.clock.now());
      if (before.stock !== null && before.stock <= 0 && (next.stock === null || next.stock > 0)) await this.releaseRestocked.run(tx, workspaceId, [id]);
      if (DECIDING.some((field) => field in given && given[field] !== before[field])) {
        await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId }, { key: `${REFRESH_CYCLES}:${workspaceId}` });
      }
      await this.audit.record(tx, workspaceId, { actor, command: 'update-product', subject: { kind: 'product', id }, details: { fields: Object.keys(given) } });
      return this.known(tx, workspaceId, id);
    });
  }

  /** A price without a currency is in the workspace's. */
  private async priced(tx: Tx, workspaceId: string, product: CreateProduct): Promise<CreateProduct> {
    if (product.priceMinor === null || product.currency !== null) return product;
    return { ...product, currency: (await this.settings.get(tx, workspaceId)).currency };
  }

  private async substituteExists(tx: Tx, workspaceId: string, substituteId: string | null, productId: string | null): Promise<void> {
    if (substituteId === null) return;
    if (substituteId === productId) throw new Refusal('not-found');
    await this.known(tx, workspaceId, substituteId);
  }

  private async known(tx: Tx, workspaceId: string, id: string): Promise<Product> {
    const product = await this.products.find(tx, workspaceId, id);
    if (!product) throw new Refusal('not-found');
    return product;
  }
}
