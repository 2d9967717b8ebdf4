import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { BookedPurchase, ReturnPurchase as Request } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { type KeptLine, PurchaseStore, returnsOf } from './purchase.store.js';

/** Books what came back of a purchase, all of it or some, as lines with negative quantities. The same return again changes nothing. */
@Injectable()
export class ReturnPurchase {
  constructor(
    private readonly database: Database,
    private readonly purchases: PurchaseStore,
    private readonly settings: WorkspaceSettings,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `not-found`, `order-in-future`, `more-than-bought`. */
  async run(actor: Actor, workspaceId: string, id: string, request: Request): Promise<BookedPurchase> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.purchases.lock(tx, workspaceId, id);
      const purchase = await this.purchases.find(tx, workspaceId, id);
      if (!purchase) throw new Refusal('not-found');
      const source = returnsOf(id);
      const earlier = await this.purchases.byExternalId(tx, workspaceId, source, request.externalId);
      if (earlier) return { booked: false, purchase: earlier };

      const now = this.clock.now();
      const orderedAt = request.returnedAt ? new Date(request.returnedAt) : now;
      if (orderedAt > now) throw new Refusal('order-in-future');
      const workspace = await this.settings.get(tx, workspaceId);
      const lines = returnedLines(await this.purchases.kept(tx, workspaceId, purchase), request.lines);
      const returnId = await this.purchases.insert(
        tx,
        workspaceId,
        {
          source,
          externalId: request.externalId,
          customerId: purchase.customerId,
          orderedAt,
          orderedOn: dayIn(orderedAt, workspace.timeZone),
          currency: purchase.currency ?? workspace.currency,
          lines,
        },
        now,
      );
      const booked = returnId === null ? null : await this.purchases.find(tx, workspaceId, returnId);
      if (!booked) throw new Refusal('conflict');
      await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId, customerIds: [purchase.customerId] });
      await this.audit.record(tx, workspaceId, { actor, command: 'return-purchase', subject: { kind: 'purchase', id } });
      return { booked: true, purchase: booked };
    });
  }
}

/** The lines of the return; everything that is still kept when none are named. */
function returnedLines(kept: readonly KeptLine[], wanted: Request['lines']): { productId: string; lineNo: number; quantity: number; unitPriceMinor: number | null }[] {
  const wantedOf = new Map<string, number>();
  for (const { productId, quantity } of wanted ?? kept) wantedOf.set(productId, (wantedOf.get(productId) ?? 0) + quantity);
  if (wantedOf.size === 0) throw new Refusal('more-than-bought');
  return [...wantedOf].map(([productId, quantity]) => {
    const line = kept.find((other) => other.productId === productId);
    if (!line || line.quantity < quantity) throw new Refusal('more-than-bought');
    return { productId, lineNo: 1, quantity: -quantity, unitPriceMinor: line.unitPriceMinor };
  });
}
