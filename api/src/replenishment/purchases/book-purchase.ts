import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { BookedPurchase, BookPurchase as Request } from '@perennial/contract/admin';
import { isCurrency } from '@perennial/money';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ProductStore } from '../catalog/index.js';
import { CustomerStore, RecogniseCustomer } from '../customers/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { faultOfDay } from './told-order.js';
import { type NewPurchase, PurchaseStore } from './purchase.store.js';

/** Books one order: from a shop's system, or entered by hand. The same order again changes nothing. */
@Injectable()
export class BookPurchase {
  constructor(
    private readonly database: Database,
    private readonly purchases: PurchaseStore,
    private readonly customers: CustomerStore,
    private readonly recogniseCustomer: RecogniseCustomer,
    private readonly products: ProductStore,
    private readonly settings: WorkspaceSettings,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `not-found`, `customer-merged`, `order-in-future`, `order-too-old`, `unknown-currency`, `too-many-in-a-day`, `order-of-another-customer`. */
  async run(actor: Actor, workspaceId: string, request: Request): Promise<BookedPurchase> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const now = this.clock.now();
      const orderedAt = new Date(request.orderedAt);
      const { timeZone, ...workspace } = await this.settings.get(tx, workspaceId);
      const orderedOn = dayIn(orderedAt, timeZone);
      const fault = faultOfDay(orderedAt, orderedOn, now);
      if (fault) throw new Refusal(fault === 'future-date' ? 'order-in-future' : 'order-too-old');
      const currency = request.currency ?? workspace.currency;
      if (!isCurrency(currency)) throw new Refusal('unknown-currency', { currency });
      const customerId = await this.customer(tx, workspaceId, request);
      if (await this.purchases.isCrowded(tx, workspaceId, customerId, orderedOn)) throw new Refusal('too-many-in-a-day');
      const lines = await this.lines(tx, workspaceId, request, currency, now);
      const id = await this.purchases.insert(
        tx,
        workspaceId,
        {
          source: request.source,
          externalId: request.externalId,
          customerId,
          orderedAt,
          orderedOn,
          currency,
          lines,
        },
        now,
      );
      const purchase = await this.purchases.byExternalId(tx, workspaceId, request.source, request.externalId);
      if (!purchase) throw new Refusal('not-found');
      if (purchase.customerId !== customerId) throw new Refusal('order-of-another-customer');
      if (id === null) {
        await this.purchases.confirm(tx, workspaceId, purchase.id, lines);
        return { booked: false, purchase };
      }
      await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId, customerIds: [customerId] });
      await this.audit.record(tx, workspaceId, { actor, command: 'book-purchase', subject: { kind: 'purchase', id } });
      return { booked: true, purchase };
    });
  }

  private async customer(tx: Tx, workspaceId: string, request: Request): Promise<string> {
    if (request.customerId === undefined) {
      const id = await this.recogniseCustomer.run(tx, workspaceId, { ...request.customer, externalId: request.customerExternalId ?? '' });
      return (await this.customers.hold(tx, workspaceId, id)) ?? id;
    }
    if ((await this.customers.hold(tx, workspaceId, request.customerId)) !== request.customerId) throw await this.customers.refusalOf(tx, workspaceId, request.customerId);
    return request.customerId;
  }

  private async lines(tx: Tx, workspaceId: string, request: Request, currency: string, now: Date): Promise<NewPurchase['lines']> {
    const seen = new Map<string, number>();
    const lines: NewPurchase['lines'][number][] = [];
    for (const line of request.lines) {
      const productId = await this.product(tx, workspaceId, line, currency, now);
      const nth = (seen.get(productId) ?? 0) + 1;
      seen.set(productId, nth);
      lines.push({ productId, lineNo: line.lineNo ?? nth, quantity: line.quantity, unitPriceMinor: line.unitPriceMinor });
    }
    return lines;
  }

  private async product(tx: Tx, workspaceId: string, line: Request['lines'][number], currency: string, now: Date): Promise<string> {
    if (line.productId !== undefined) {
      if (!(await this.products.find(tx, workspaceId, line.productId))) throw new Refusal('not-found');
      return line.productId;
    }
    const externalId = line.productExternalId ?? '';
    return this.products.insertNamed(tx, workspaceId, { externalId, name: line.productName ?? externalId, priceMinor: line.unitPriceMinor, currency }, now);
  }
}
