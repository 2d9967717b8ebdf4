import { Injectable } from '@nestjs/common';
import type { Shelf, ShelfItem } from '@perennial/contract/portal';
import { dayIn } from '@perennial/calendar';
import { explainInAll } from '@perennial/replenishment';
import type { CustomerCaller } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';

/** A shelf is for looking over, not for paging through: the soonest come first, and nobody scrolls past these. */
const SHELF_SIZE = 200;

type ShelfRow = Omit<ShelfItem, 'reason'>;

/** What a customer has at home and when each thing is expected to run out. */
@Injectable()
export class ShowShelf {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run({ workspaceId, customerId }: CustomerCaller): Promise<Shelf> {
    return this.database.inWorkspace(workspaceId, async (tx) => ({
      today: await this.today(tx, workspaceId, customerId),
      items: (await this.items(tx, workspaceId, customerId)).map((row) => ({ ...row, reason: explainInAll(row.because) })),
    }));
  }

  private async today(tx: Tx, workspaceId: string, customerId: string): Promise<string> {
    const [row] = await tx.query<{ zone: string }[]>(
      `SELECT coalesce(k.time_zone, s.time_zone) AS zone FROM workspace_settings s
       LEFT JOIN customers k ON k.workspace_id = s.workspace_id AND k.id = $2 WHERE s.workspace_id = $1`,
      [workspaceId, customerId],
    );
    return dayIn(this.clock.now(), row?.zone ?? 'UTC');
  }

  private async items(tx: Tx, workspaceId: string, customerId: string): Promise<ShelfRow[]> {
    return tx.query<ShelfRow[]>(
      `SELECT c.id AS "cycleId",
              json_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'imageUrl', p.image_url, 'linkUrl', p.link_url) AS product,
              c.last_ordered_on AS "lastOrderedOn", c.last_quantity AS "lastQuantity", c.expected_on AS "expectedOn",
              c.window_from AS "windowFrom", c.window_to AS "windowTo", c.rhythm, c.override_by AS "overrideBy", c.stopped,
              r.send_on AS "nextReminderOn", c.because
       FROM cycles c
       JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
       LEFT JOIN LATERAL (
         SELECT min(send_on) AS send_on FROM reminders r
         WHERE r.workspace_id = c.workspace_id AND r.customer_id = c.customer_id AND r.product_id = c.product_id
           AND r.cycle_opened_on = c.last_ordered_on AND r.status IN ('planned', 'held')
       ) r ON true
       WHERE c.workspace_id = $1 AND c.customer_id = $2 AND p.remindable
       ORDER BY c.expected_on, p.name, c.id
       LIMIT ${SHELF_SIZE}`,
      [workspaceId, customerId],
    );
  }
}
