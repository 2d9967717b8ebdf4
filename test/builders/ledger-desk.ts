import { Readable } from 'node:stream';
import type { Import } from '@perennial/contract/admin';
import { AccessModule } from '../../api/src/access/index.js';
import { MessagingModule } from '../../api/src/messaging/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { PrivacyModule } from '../../api/src/privacy/index.js';
import { RefreshCycles } from '../../api/src/replenishment/cycles/index.js';
import { RunImport, StartImport, TakeBackImport, UploadImport } from '../../api/src/replenishment/imports/index.js';
import { ReplenishmentModule } from '../../api/src/replenishment/index.js';
import { WorkspacesModule } from '../../api/src/workspaces/index.js';
import type { Type } from '@nestjs/common';
import { type Area, openArea } from '../stage/open-area.js';
import { aPerson, aWorkspace, signedIn } from './staff.js';

export const ORDER_HEADER = 'order_id,customer_id,email,product_id,product_name,ordered_at,quantity,unit_price\n';

/** A shop's ledger with everything that follows from it, a clerk at the keyboard, and jobs run when the spec says so. */
export interface LedgerDesk {
  readonly area: Area;
  readonly workspaceId: string;
  /** `/api/v1/workspaces/…` of this shop. */
  readonly url: string;
  readonly staff: Awaited<ReturnType<typeof signedIn>>;
  at(instant: string): Promise<void>;
  import(file: string): Promise<Import>;
  /** Asks for it and lets it happen. */
  undo(importId: string): Promise<Import>;
  /** Lets estimates and plan follow, as the job does: of these customers, or of everybody anew. */
  refresh(customerIds?: readonly string[]): Promise<void>;
  /** What the projections say, under the names the shop knows: comparable before and after. */
  projections(): Promise<{ readonly cycles: unknown[]; readonly reminders: unknown[] }>;
  rows<T extends object = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function openLedgerDesk(startsAt: string, more: readonly Type[] = []): Promise<LedgerDesk> {
  const area = await openArea([AccessModule, WorkspacesModule, MessagingModule, PrivacyModule, ReplenishmentModule, ...more]);
  const { app, database } = area;
  await app.get(Clock).moveTo(new Date(startsAt));
  const clerk = await aPerson(app, 'clerk');
  const workspaceId = await aWorkspace(app, 'shop', [[clerk, 'admin']]);
  const url = `/api/v1/workspaces/${workspaceId}`;
  const staff = await signedIn(app, clerk);
  const show = async (id: string) => (await staff.get(`${url}/imports/${id}`).expect(200)).body as Import;
  return {
    area,
    workspaceId,
    url,
    staff,
    at: (instant) => app.get(Clock).moveTo(new Date(instant)),
    import: async (file) => {
      const id = await app.get(UploadImport).run(SYSTEM, workspaceId, { name: 'orders.csv', source: 'file', content: Readable.from([Buffer.from(ORDER_HEADER + file)]) });
      await app.get(StartImport).run(SYSTEM, workspaceId, id, { dryRun: false });
      await app.get(RunImport).run(workspaceId, id);
      return show(id);
    },
    undo: async (id) => {
      await staff.post(`${url}/imports/${id}/undo`).expect(200);
      await app.get(TakeBackImport).run(workspaceId, id);
      return show(id);
    },
    refresh: async (customerIds) => void (await app.get(RefreshCycles).run(workspaceId, customerIds ?? null)),
    projections: async () => ({
      cycles: await database.rows(
        `SELECT k.external_id AS customer, p.external_id AS product, c.cycle_no, c.first_ordered_on, c.last_ordered_on, c.last_quantity, c.gaps_used, round(c.mu::numeric, 9) AS mu,
                round(c.sigma::numeric, 9) AS sigma, c.predicted_on, c.expected_on, c.window_from, c.window_to, c.rhythm, c.stopped, c.because
         FROM cycles c JOIN customers k ON k.id = c.customer_id JOIN products p ON p.id = c.product_id WHERE c.workspace_id = $1 ORDER BY 1, 2`,
        [workspaceId],
      ),
      reminders: await database.rows(
        `SELECT k.external_id AS customer, p.external_id AS product, m.cycle_opened_on, m.send_on, m.expected_on, m.status
         FROM reminders m JOIN customers k ON k.id = m.customer_id JOIN products p ON p.id = m.product_id
         WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') ORDER BY 1, 2, 3`,
        [workspaceId],
      ),
    }),
    rows: (sql, values = []) => database.rows(sql, values),
    close: () => area.close(),
  };
}

/** Lines of a file: this customer bought this, this often, so many days apart. */
export function everySo(customer: string, product: string, from: string, days: number, times: number, quantity = 1): string {
  return Array.from({ length: times }, (_, n) => {
    const day = new Date(Date.parse(`${from}T12:00:00Z`) + n * days * 86_400_000).toISOString().slice(0, 10);
    return `${customer}-${product}-${day},${customer},${customer}@customers.example,${product},${product} of the house,${day},${quantity},5.00\n`;
  }).join('');
}
