import { Injectable, type OnModuleInit } from '@nestjs/common';
import { inForceOn, isBackOnFree, serviceAt } from '@perennial/billing';
import { dayIn } from '@perennial/calendar';
import type { Plan, PlanLimit, PlanLimits } from '@perennial/contract/admin';
import type { z } from 'zod';
import { type Entitlement, Entitlements, type EntitlementSource } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { AddOnStore } from '../plans/add-on.store.js';
import { PlanStore } from '../plans/plan.store.js';
import { PeriodStore } from './period.store.js';
import type { Subscription } from './subscription.js';
import { SubscriptionStore } from './subscription.store.js';

type Limits = z.infer<typeof PlanLimits>;

/** What a workspace may use today: its plan with everything bought beside it. */
export interface UsableToday {
  readonly plan: Plan;
  readonly limits: Limits;
  readonly addOns: readonly { readonly code: string; readonly quantity: number }[];
}

/** Tells the rest of the service what plans permit. Computed from what was sold for the moment it is asked. */
@Injectable()
export class ServeEntitlements implements EntitlementSource, OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly subscriptions: SubscriptionStore,
    private readonly periods: PeriodStore,
    private readonly plans: PlanStore,
    private readonly addOns: AddOnStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.entitlements.use(this);
  }

  async of(tx: Tx, workspaceId: string): Promise<Entitlement> {
    const s = await this.subscriptions.find(tx, workspaceId);
    if (!s) return WITHOUT_PLAN;
    const { access } = serviceAt(s, this.clock.now());
    return { access, limits: (await this.usable(tx, s)).limits };
  }

  async lifting(tx: Tx, workspaceId: string, limit: PlanLimit, needed: number): Promise<Plan['name'] | null> {
    const s = await this.subscriptions.find(tx, workspaceId);
    if (!s) return null;
    const { plan } = await this.usable(tx, s);
    return (await this.plans.smallestWithRoom(tx, limit, needed, plan.rank))?.name ?? null;
  }

  async usable(tx: Tx, s: Subscription): Promise<UsableToday> {
    const today = dayIn(this.clock.now(), s.timeZone);
    if (s.fallsBackTo !== null && isBackOnFree(s, this.clock.now())) {
      const free = (await this.plans.onSale(tx)).find(({ code }) => code === s.fallsBackTo);
      if (free) return { plan: free, limits: free.limits, addOns: [] };
    }
    const inForce = s.endsOn === null ? null : inForceOn(await this.periods.from(tx, s.workspaceId, today), today);
    const plan = await this.plans.version(tx, inForce?.plan.code ?? s.planCode, inForce?.plan.version ?? s.planVersion);
    const bought = inForce?.addOns ?? [];
    if (bought.length === 0) return { plan, limits: plan.limits, addOns: [] };
    const raises = await this.addOns.raises(tx);
    const limits = { ...plan.limits };
    const pieces = new Map<string, number>();
    for (const { code, version, quantity } of bought) {
      const raise = raises.get(`${code}:${version}`);
      const before = raise && limits[raise.raises];
      if (raise && before !== null && before !== undefined) limits[raise.raises] = before + quantity * raise.raisesBy;
      pieces.set(code, (pieces.get(code) ?? 0) + quantity);
    }
    return { plan, limits, addOns: [...pieces].map(([code, quantity]) => ({ code, quantity })) };
  }
}

// A workspace that was never subscribed is one that nobody sells plans to.
const WITHOUT_PLAN: Entitlement = { access: 'full', limits: { contacts: null, remindersAMonth: null, seats: null } };
