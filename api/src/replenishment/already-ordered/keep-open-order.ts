import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductStore } from '../catalog/index.js';
import { type NamedCustomer, RecogniseCustomer } from '../customers/index.js';
import { AlreadyOrderedStore } from './already-ordered.store.js';

/** An order as its shop tells it, while it waits for its money. */
export interface OpenOrder {
  readonly source: string;
  readonly externalId: string;
  readonly customer: NamedCustomer;
  /** Empty when it waits no longer: it is paid, and a purchase, or it is cancelled. */
  readonly products: readonly string[];
}

/** Nobody is reminded of what lies in an order they have not paid yet. Whom or what we do not know needs no such care. */
@Injectable()
export class KeepOpenOrder {
  constructor(
    private readonly clock: Clock,
    private readonly store: AlreadyOrderedStore,
    private readonly recogniseCustomer: RecogniseCustomer,
    private readonly products: ProductStore,
  ) {}

  async run(tx: Tx, workspaceId: string, { source, externalId, customer, products }: OpenOrder): Promise<void> {
    const reference = `${source}:${externalId}`;
    await this.store.endOrder(tx, workspaceId, reference);
    if (products.length === 0) return;
    const known = await this.recogniseCustomer.find(tx, workspaceId, customer);
    if (!known) return;
    for (const product of new Set(products)) {
      const found = await this.products.byExternalId(tx, workspaceId, product);
      if (found) await this.store.keep(tx, workspaceId, known.id, { productId: found.id, kind: 'open-order', reference, until: null }, this.clock.now());
    }
  }
}
