import { Injectable } from '@nestjs/common';
import type { PlanLimit } from '@perennial/contract/admin';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';

/** full: everything. read-only: look, export and pay. none: pay only. */
export type ServiceAccess = 'full' | 'read-only' | 'none';

/** What a workspace's plan permits at this moment; null is without limit. */
export interface Entitlement {
  readonly access: ServiceAccess;
  readonly limits: Readonly<Record<PlanLimit, number | null>>;
}

type BothLanguages = { readonly en: string; readonly 'zh-CN': string };

/** Whoever sells the plans. It computes its answer for the moment it is asked, so that no late job can grant or deny anything. */
export interface EntitlementSource {
  of(tx: Tx, workspaceId: string): Promise<Entitlement>;
  /** The smallest plan with room for so many; null when there is none. */
  lifting(tx: Tx, workspaceId: string, limit: PlanLimit, needed: number): Promise<BothLanguages | null>;
}

/** How much of a limit is used, counted by whoever owns what is counted. */
export type Meter = (tx: Tx, workspaceId: string) => Promise<number>;

/** Hears, in the transaction of the change, that a workspace may do more or less than before. */
export type EntitlementListener = (tx: Tx, workspaceId: string) => Promise<void>;

/**
 * What workspaces may do under their plans, for areas that know nothing of plans. Who sells them registers the source, who owns
 * what is counted its meter. Where nobody sells plans, and for a workspace without one, nothing is limited.
 */
@Injectable()
export class Entitlements {
  private source: EntitlementSource | null = null;
  private readonly meters = new Map<PlanLimit, Meter>();
  private readonly listeners: EntitlementListener[] = [];

  constructor(private readonly database: Database) {}

  use(source: EntitlementSource): void {
    if (this.source) throw new Error('Two sources of entitlements');
    this.source = source;
  }

  measure(limit: PlanLimit, meter: Meter): void {
    if (this.meters.has(limit)) throw new Error(`Two meters of ${limit}`);
    this.meters.set(limit, meter);
  }

  listen(listener: EntitlementListener): void {
    this.listeners.push(listener);
  }

  async of(tx: Tx, workspaceId: string): Promise<Entitlement> {
    return this.source ? this.source.of(tx, workspaceId) : UNLIMITED;
  }

  async used(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<number> {
    return (await this.meters.get(limit)?.(tx, workspaceId)) ?? 0;
  }

  /** How many more fit; null is without limit. Nobody else uses any of it until this transaction ends. */
  async reserveRoom(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<number | null> {
    if ((await this.of(tx, workspaceId)).limits[limit] === null) return null;
    await this.lock(tx, workspaceId, limit);
    return this.room(tx, workspaceId, limit);
  }

  /** How many more fit as things stand; null is without limit. */
  async room(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<number | null> {
    const allowed = (await this.of(tx, workspaceId)).limits[limit];
    return allowed === null ? null : Math.max(0, allowed - (await this.used(tx, workspaceId, limit)));
  }

  /**
   * Lets a transaction that adds to what is limited be committed only within the limit, whatever others add at the same moment.
   * Refuses `contact-limit-reached`, `reminder-limit-reached`, `seat-limit-reached`, naming the limit and the plan that lifts it.
   */
  keepWithin(tx: Tx, workspaceId: string, limit: PlanLimit): void {
    this.database.beforeCommit(tx, `${workspaceId}:${limit}`, async () => {
      if ((await this.of(tx, workspaceId)).limits[limit] === null) return;
      await this.lock(tx, workspaceId, limit);
      await this.ensureWithin(tx, workspaceId, limit);
    });
  }

  /** Refuses what `keepWithin` refuses, as things stand: what this transaction has added counts, what others are adding does not yet. */
  async ensureWithin(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<void> {
    const allowed = (await this.of(tx, workspaceId)).limits[limit];
    if (allowed === null) return;
    const needed = await this.used(tx, workspaceId, limit);
    if (needed <= allowed) return;
    const plan = await this.lifting(tx, workspaceId, limit, needed);
    throw new Refusal(REFUSALS[limit], { limit, allowed, needed, plan: plan ? `${plan.en} / ${plan['zh-CN']}` : '–' });
  }

  async lifting(tx: Tx, workspaceId: string, limit: PlanLimit, needed: number): Promise<BothLanguages | null> {
    return (await this.source?.lifting(tx, workspaceId, limit, needed)) ?? null;
  }

  /** Tells everybody who waits for it. */
  async changed(tx: Tx, workspaceId: string): Promise<void> {
    for (const listener of this.listeners) await listener(tx, workspaceId);
  }

  // Whoever counts next waits here until this transaction has ended, and then counts what it added.
  private async lock(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`limit:${limit}:${workspaceId}`]);
  }
}

const UNLIMITED: Entitlement = { access: 'full', limits: { contacts: null, remindersAMonth: null, seats: null } };

const REFUSALS = { contacts: 'contact-limit-reached', remindersAMonth: 'reminder-limit-reached', seats: 'seat-limit-reached' } as const;
