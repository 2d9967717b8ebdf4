import { Injectable } from '@nestjs/common';
import { dayIn, type PlainDate } from '@perennial/calendar';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { Estimates } from '../cycles/index.js';
import { PlanReminders } from '../reminders/index.js';
import type { AboutCustomer, AboutCycle } from './about.js';

export type FeedbackKind = 'expected-on' | 'ran-out' | 'every-n-weeks' | 'usual-rhythm' | 'still-have-some' | 'stop-product' | 'stop-all' | 'resume-product' | 'resume-all';

export interface SpokenCycle {
  readonly customerId: string;
  readonly productId: string;
  readonly openedOn: PlainDate;
  /** What the engine says, and what is in force. */
  readonly predictedOn: PlainDate;
  readonly expectedOn: PlainDate;
  /** The customer's own day. */
  readonly today: PlainDate;
}

export interface Said {
  readonly kind: FeedbackKind;
  readonly day?: PlainDate;
  readonly dayTo?: PlainDate | undefined;
  readonly weeks?: number;
}

/** Nobody speaks of a cycle when they speak of all products. */
const ALL_PRODUCTS = { productId: null, openedOn: null, predictedOn: null };

/** Keeps what somebody said as a fact and lets estimate and plan follow at once, all in one transaction. */
@Injectable()
export class TakeFeedback {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly estimates: Estimates,
    private readonly planReminders: PlanReminders,
    private readonly audit: AuditTrail,
  ) {}

  /** @param says what is said, decided with the cycle at hand; it may refuse */
  async aboutCycle<Words extends Said>(about: AboutCycle, command: string, says: (cycle: SpokenCycle) => Words): Promise<Words> {
    const { workspaceId, cycleId, actor } = about;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const cycle = await this.find(tx, about);
      const said = says(cycle);
      await this.keep(tx, workspaceId, actor, cycle, said);
      await this.follow(tx, workspaceId, cycle.customerId);
      const { kind, ...details } = said;
      await this.audit.record(tx, workspaceId, { actor, command, subject: { kind: 'cycle', id: cycleId }, details: { kind, ...details } });
      return said;
    });
  }

  /** @param also what else belongs to it, in the same transaction */
  async aboutCustomer(about: AboutCustomer, command: string, said: Said, also: (tx: Tx) => Promise<void>): Promise<void> {
    const { workspaceId, customerId, actor } = about;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.keep(tx, workspaceId, actor, { customerId, ...ALL_PRODUCTS }, said);
      await this.follow(tx, workspaceId, customerId);
      await this.audit.record(tx, workspaceId, { actor, command, subject: { kind: 'customer', id: customerId } });
      // Last: a link of the consent chain keeps all other consents of the workspace waiting until the commit.
      await also(tx);
    });
  }

  private async find(tx: Tx, { workspaceId, cycleId, customerId }: AboutCycle): Promise<SpokenCycle> {
    const [cycle] = await tx.query<(Omit<SpokenCycle, 'today'> & { zone: string })[]>(
      `SELECT c.customer_id AS "customerId", c.product_id AS "productId", c.last_ordered_on AS "openedOn",
              c.predicted_on AS "predictedOn", c.expected_on AS "expectedOn", coalesce(k.time_zone, s.time_zone) AS zone
       FROM cycles c
       JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
       JOIN workspace_settings s ON s.workspace_id = c.workspace_id
       WHERE c.workspace_id = $1 AND c.id = $2 AND ($3::uuid IS NULL OR c.customer_id = $3)`,
      [workspaceId, cycleId, customerId ?? null],
    );
    if (!cycle) throw new Refusal('not-found');
    const { zone, ...found } = cycle;
    return { ...found, today: dayIn(this.clock.now(), zone) };
  }

  private async keep(
    tx: Tx,
    workspaceId: string,
    actor: Actor,
    about: { readonly customerId: string; readonly productId: string | null; readonly openedOn: PlainDate | null; readonly predictedOn: PlainDate | null },
    { kind, day, dayTo, weeks }: Said,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO feedback (workspace_id, customer_id, product_id, opened_on, predicted_on, kind, day, day_to, weeks, actor_kind, actor_id, said_at, said_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        workspaceId,
        about.customerId,
        about.productId,
        about.openedOn,
        about.predictedOn,
        kind,
        day ?? null,
        dayTo ?? null,
        weeks ?? null,
        actor.kind === 'customer' ? 'customer' : 'staff',
        actor.id,
        this.clock.now(),
        await this.estimates.today(tx, workspaceId),
      ],
    );
  }

  private async follow(tx: Tx, workspaceId: string, customerId: string): Promise<void> {
    await this.estimates.refresh(tx, workspaceId, [customerId]);
    await this.planReminders.plan(tx, workspaceId, [customerId]);
  }
}
