import { Injectable } from '@nestjs/common';
import type { StockLevel, StockResult } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReleaseRestocked } from '../reminders/index.js';

const GIVEN = `ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("productId" uuid, "productExternalId" text, level int)) WITH ORDINALITY AS g ("productId", "productExternalId", level, n)`;

/** $1 workspace, $2 levels, $3 counted at. Of several rows about one product the last holds. */
const SET_LEVELS = `
  WITH given AS (
    SELECT DISTINCT ON (p.id) p.id, g.level, p.stock AS before
    FROM ${GIVEN}
    JOIN products p ON p.workspace_id = $1::uuid AND (p.id = g."productId" OR g."productId" IS NULL AND p.external_id = g."productExternalId")
    WHERE p.stock_counted_at IS NULL OR p.stock_counted_at <= $3::timestamptz
    ORDER BY p.id, g.n DESC
  )
  UPDATE products p SET stock = g.level, stock_counted_at = $3::timestamptz, updated_at = $4::timestamptz
  FROM given g WHERE p.workspace_id = $1::uuid AND p.id = g.id
  RETURNING p.id, coalesce(g.before <= 0, false) AND coalesce(g.level > 0, true) AS restocked`;

/** $1 workspace, $2 levels: which of them name no product. */
const UNKNOWN = `
  SELECT g.n::int AS row, coalesce(g."productExternalId", g."productId"::text) AS value
  FROM ${GIVEN}
  WHERE NOT EXISTS (SELECT FROM products p WHERE p.workspace_id = $1::uuid AND (p.id = g."productId" OR g."productId" IS NULL AND p.external_id = g."productExternalId"))
  ORDER BY g.n`;

/** Takes in how much there is of products. What is back in stock sets free the reminders that waited for it: each passes every gate again. */
@Injectable()
export class SetStock {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly releaseRestocked: ReleaseRestocked,
    private readonly audit: AuditTrail,
  ) {}

  /** @param countedAt levels counted before what is known already change nothing; now when left out */
  async run(actor: Actor, workspaceId: string, levels: readonly StockLevel[], countedAt?: Date): Promise<StockResult> {
    return this.database.inWorkspace(workspaceId, (tx) => this.within(tx, actor, workspaceId, levels, countedAt));
  }

  /** As part of the caller's transaction. */
  async within(tx: Tx, actor: Actor, workspaceId: string, levels: readonly StockLevel[], countedAt?: Date): Promise<StockResult> {
    const now = this.clock.now();
    const counted = countedAt && countedAt < now ? countedAt : now;
    const given = JSON.stringify(levels);
    const unknown = await tx.query<StockResult['unknown']>(UNKNOWN, [workspaceId, given]);
    const [set] = await tx.query<[{ id: string; restocked: boolean }[], number]>(SET_LEVELS, [workspaceId, given, counted, now]);
    const restocked = set.flatMap(({ id, restocked: back }) => (back ? [id] : []));
    await this.releaseRestocked.run(tx, workspaceId, restocked);
    const result = { set: set.length, restocked: restocked.length, unknown };
    await this.audit.record(tx, workspaceId, { actor, command: 'set-stock', subject: { kind: 'workspace', id: workspaceId }, details: { ...result, unknown: unknown.length } });
    return result;
  }
}
