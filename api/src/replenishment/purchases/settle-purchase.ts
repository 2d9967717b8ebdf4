import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { ImportFault } from '@perennial/contract/admin';
import { isCurrency } from '@perennial/money';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ProductStore } from '../catalog/index.js';
import { CustomerStore, type NamedCustomer, RecogniseCustomer } from '../customers/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { faultOfDay, faultOfLine, type ToldLine } from './told-order.js';
import { PurchaseStore, returnsOf } from './purchase.store.js';

/** No order has more lines, as no call of the API may. */
const MOST_LINES = 1000;

/** What is true of an order now, as its shop tells it. */
export interface ToldPurchase {
  readonly source: string;
  readonly externalId: string;
  readonly orderedAt: Date;
  readonly currency: string | null;
  readonly customer: NamedCustomer;
  /** What is sold and has not come back; nothing of a cancelled order. */
  readonly lines: readonly ToldLine[];
}

export interface Fault {
  readonly fault: ImportFault;
  readonly value: string;
}

/**
 * Makes the ledger say what is true of an order. The first time it is booked; afterwards the difference is booked beside it, on the
 * order's own day: what was cancelled never counted, whatever has been bought since. Bad lines are named, the others count.
 */
@Injectable()
export class SettlePurchase {
  constructor(
    private readonly purchases: PurchaseStore,
    private readonly customers: CustomerStore,
    private readonly recogniseCustomer: RecogniseCustomer,
    private readonly products: ProductStore,
    private readonly settings: WorkspaceSettings,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** @param correction names the change: the same one again changes nothing */
  async run(tx: Tx, actor: Actor, workspaceId: string, told: ToldPurchase, correction: string): Promise<Fault[]> {
    const workspace = await this.settings.get(tx, workspaceId);
    const known = await this.purchases.byExternalId(tx, workspaceId, told.source, told.externalId);
    // A return entered by hand at this moment counts too.
    if (known) await this.purchases.lock(tx, workspaceId, known.id);
    const currency = told.currency ?? workspace.currency;
    const orderedOn = dayIn(told.orderedAt, workspace.timeZone);
    if (!isCurrency(currency)) return [{ fault: 'unknown-currency', value: currency.slice(0, 80) }];
    const dayFault = faultOfDay(told.orderedAt, orderedOn, this.clock.now());
    if (dayFault) return [{ fault: dayFault, value: told.orderedAt.toISOString() }];
    const faults = told.lines.flatMap((line, n): Fault | [] => (n < MOST_LINES ? (faultOfLine(line) ?? []) : { fault: 'too-many-in-a-day', value: line.product.slice(0, 80) }));
    const lines = told.lines.slice(0, MOST_LINES).filter((line) => !faultOfLine(line));
    const { purchaseId, customerId, fault } = known ? { purchaseId: known.id, customerId: known.customerId, fault: null } : await this.opened(tx, workspaceId, told, orderedOn, lines.length > 0);
    if (fault) return [fault];
    if (customerId === null) return faults;
    const booked = purchaseId === null ? [] : await this.purchases.kept(tx, workspaceId, { id: purchaseId, source: told.source, externalId: told.externalId });
    const wanted = await this.wanted(tx, workspaceId, lines, currency);
    const products = [...new Set([...wanted.keys(), ...booked.map(({ productId }) => productId)])];
    const changes = products.flatMap((productId) => {
      const before = booked.find((line) => line.productId === productId);
      const { quantity, unitPriceMinor } = wanted.get(productId) ?? { quantity: 0, unitPriceMinor: before?.unitPriceMinor ?? null };
      const change = quantity - (before?.quantity ?? 0);
      return change === 0 ? [] : [{ productId, lineNo: 1, quantity: change, unitPriceMinor }];
    });
    if (changes.length === 0) return faults;
    const booking = { customerId, orderedAt: told.orderedAt, orderedOn: known?.orderedOn ?? orderedOn, currency };
    const names = purchaseId === null ? { source: told.source, externalId: told.externalId } : { source: returnsOf(purchaseId), externalId: correction };
    const id = await this.purchases.insert(tx, workspaceId, { ...booking, ...names, lines: changes }, this.clock.now());
    if (id === null) return faults;
    await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId, customerIds: [customerId] });
    await this.audit.record(tx, workspaceId, { actor, command: 'settle-purchase', subject: { kind: 'purchase', id: purchaseId ?? id } });
    return faults;
  }

  /** Who a new order is from. Of an order that counts for nothing from the start, nobody needs to know. */
  private async opened(tx: Tx, workspaceId: string, told: ToldPurchase, orderedOn: string, counts: boolean) {
    const nobody = { purchaseId: null, customerId: null };
    if (!counts) return { ...nobody, fault: null };
    const { externalId, email, phone } = told.customer;
    const name = externalId ?? email ?? phone;
    if (name === undefined) return { ...nobody, fault: { fault: 'missing-customer' as const, value: '' } };
    if ([externalId, email].some((text) => (text ?? '').length > 200) || (phone ?? '').length > 40 || (told.customer.name ?? '').length > 500) return { ...nobody, fault: { fault: 'field-too-long' as const, value: name.slice(0, 80) } };
    const found = await this.recogniseCustomer.run(tx, workspaceId, { ...told.customer, ...(email === undefined ? { externalId: name } : {}) });
    const customerId = (await this.customers.hold(tx, workspaceId, found)) ?? found;
    if (await this.purchases.isCrowded(tx, workspaceId, customerId, orderedOn)) return { ...nobody, fault: { fault: 'too-many-in-a-day' as const, value: name.slice(0, 80) } };
    return { purchaseId: null, customerId, fault: null };
  }

  private async wanted(tx: Tx, workspaceId: string, lines: readonly ToldLine[], currency: string): Promise<Map<string, { quantity: number; unitPriceMinor: number | null }>> {
    const wanted = new Map<string, { quantity: number; unitPriceMinor: number | null }>();
    for (const { product, productName, quantity, unitPriceMinor } of lines) {
      const id = await this.products.insertNamed(tx, workspaceId, { externalId: product, name: productName || product, priceMinor: unitPriceMinor, currency }, this.clock.now());
      wanted.set(id, { quantity: (wanted.get(id)?.quantity ?? 0) + quantity, unitPriceMinor: wanted.get(id)?.unitPriceMinor ?? unitPriceMinor });
    }
    return wanted;
  }
}
