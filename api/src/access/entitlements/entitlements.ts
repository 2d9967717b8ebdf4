import { Injectable } from '@nestjs/common';
import type { PlanLimit } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
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

  /** How many more fit; null is without limit. */
  async room(tx: Tx, workspaceId: string, limit: PlanLimit): Promise<number | null> {
    const allowed = (await this.of(tx, workspaceId)).limits[limit];
    return allowed === null ? null : Math.max(0, allowed - (await this.used(tx, workspaceId, limit)));
  }

  /** Refuses `contact-limit-reached`, `reminder-limit-reached`, `seat-limit-reached`, naming the limit and the plan that lifts it. */
  async ensureRoom(tx: Tx, workspaceId: string, limit: PlanLimit, more = 1): Promise<void> {
    const allowed = (await this.of(tx, workspaceId)).limits[limit];
    if (allowed === null) return;
    const needed = (await this.used(tx, workspaceId, limit)) + more;
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
}

const UNLIMITED: Entitlement = { access: 'full', limits: { contacts: null, remindersAMonth: null, seats: null } };

const REFUSALS = { contacts: 'contact-limit-reached', remindersAMonth: 'reminder-limit-reached', seats: 'seat-limit-reached' } as const;
