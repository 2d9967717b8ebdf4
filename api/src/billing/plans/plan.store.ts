import { Injectable } from '@nestjs/common';
import type { EarlyRenewal } from '@perennial/billing';
import type { BillingInterval, Plan, PlanLimit, PublishPlan } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

/** A price together with the terms of the plan version it belongs to. */
export interface PricedPlan {
  readonly priceId: string;
  readonly planCode: string;
  readonly planVersion: number;
  readonly name: { readonly en: string; readonly 'zh-CN': string };
  readonly interval: BillingInterval;
  readonly currency: string;
  readonly amount: number;
  readonly graceDays: number;
  readonly retentionDays: number;
  readonly earlyRenewal: EarlyRenewal | null;
  /** Another version is on sale by now; what was quoted before may no longer be confirmed. */
  readonly withdrawn: boolean;
}

const EARLY_RENEWAL = `
  CASE WHEN v.early_days_before IS NOT NULL THEN json_build_object(
    'daysBefore', v.early_days_before, 'discountBasisPoints', v.early_discount_basis_points, 'bonusDays', v.early_bonus_days) END`;

const PLAN = `
  v.plan_code AS code, v.version, v.rank, json_build_object('en', v.name_en, 'zh-CN', v.name_zh) AS name,
  json_build_object('contacts', v.max_contacts, 'remindersAMonth', v.max_reminders_a_month, 'seats', v.max_seats) AS limits,
  v.grace_days AS "graceDays", v.retention_days AS "retentionDays",
  v.trial_days AS "trialDays", ${EARLY_RENEWAL} AS "earlyRenewal",
  coalesce((SELECT json_agg(json_build_object('id', p.id, 'interval', p.interval, 'currency', p.currency, 'amount', p.amount_minor)
                            ORDER BY p.currency, p.amount_minor)
            FROM prices p WHERE (p.plan_code, p.plan_version) = (v.plan_code, v.version)), '[]') AS prices`;

const PRICED_PLAN = `
  SELECT p.id AS "priceId", v.plan_code AS "planCode", v.version AS "planVersion",
         json_build_object('en', v.name_en, 'zh-CN', v.name_zh) AS name,
         p.interval, p.currency, p.amount_minor AS amount, v.grace_days AS "graceDays", v.retention_days AS "retentionDays",
         ${EARLY_RENEWAL} AS "earlyRenewal", v.withdrawn_at IS NOT NULL AS withdrawn
  FROM plan_versions v JOIN prices p ON (p.plan_code, p.plan_version) = (v.plan_code, v.version)`;

@Injectable()
export class PlanStore {
  async onSale(tx: Tx): Promise<Plan[]> {
    return tx.query<Plan[]>(`SELECT ${PLAN} FROM plan_versions v WHERE v.withdrawn_at IS NULL ORDER BY v.rank, v.plan_code`);
  }

  async version(tx: Tx, code: string, version: number): Promise<Plan> {
    const [plan] = await tx.query<Plan[]>(`SELECT ${PLAN} FROM plan_versions v WHERE v.plan_code = $1 AND v.version = $2`, [code, version]);
    if (!plan) throw new Error(`No version ${version} of the plan ${code}`);
    return plan;
  }

  async priceOnSale(tx: Tx, code: string, interval: BillingInterval, currency: string): Promise<PricedPlan | null> {
    const [price] = await tx.query<PricedPlan[]>(
      `${PRICED_PLAN} WHERE v.withdrawn_at IS NULL AND v.plan_code = $1 AND p.interval = $2 AND p.currency = $3`,
      [code, interval, currency],
    );
    return price ?? null;
  }

  /** The smallest plan on sale with room for `needed`; null when there is none above this rank. */
  async smallestWithRoom(tx: Tx, limit: PlanLimit, needed: number, aboveRank: number): Promise<Plan | null> {
    const plans = await this.onSale(tx);
    return plans.find(({ rank, limits }) => rank > aboveRank && (limits[limit] === null || limits[limit] >= needed)) ?? null;
  }

  /** A price a quote was made from; it may have been withdrawn since, and still holds for that quote. */
  async sold(tx: Tx, priceId: string): Promise<PricedPlan> {
    const [price] = await tx.query<PricedPlan[]>(`${PRICED_PLAN} WHERE p.id = $1`, [priceId]);
    if (!price) throw new Error(`No price ${priceId}`);
    return price;
  }

  /** Adds the next version of a plan, withdraws the one before, and returns its number. */
  async add(tx: Tx, plan: PublishPlan, now: Date): Promise<number> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`plan:${plan.code}`]);
    await tx.query('UPDATE plan_versions SET withdrawn_at = $2 WHERE plan_code = $1 AND withdrawn_at IS NULL', [plan.code, now]);
    const [added] = await tx.query<{ version: number }[]>(
      `INSERT INTO plan_versions (plan_code, version, rank, name_en, name_zh, max_contacts, max_reminders_a_month, max_seats, grace_days, retention_days,
                                  trial_days, early_days_before, early_discount_basis_points, early_bonus_days, published_at)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM plan_versions WHERE plan_code = $1 RETURNING version`,
      [
        plan.code, plan.rank, plan.name.en, plan.name['zh-CN'], plan.limits.contacts, plan.limits.remindersAMonth, plan.limits.seats,
        plan.graceDays, plan.retentionDays, plan.trialDays, plan.earlyRenewal?.daysBefore ?? null, plan.earlyRenewal?.discountBasisPoints ?? 0,
        plan.earlyRenewal?.bonusDays ?? 0, now,
      ],
    );
    if (!added) throw new Error(`The plan ${plan.code} was not added`);
    for (const price of plan.prices) {
      await tx.query('INSERT INTO prices (plan_code, plan_version, interval, currency, amount_minor) VALUES ($1, $2, $3, $4, $5)', [
        plan.code, added.version, price.interval, price.currency, price.amount,
      ]);
    }
    return added.version;
  }
}
