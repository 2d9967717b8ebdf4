import { Injectable } from '@nestjs/common';
import { itemsOn, type PeriodItem, serviceAt, type SoldPeriod } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PeriodStore } from './period.store.js';
import type { Subscription } from './subscription.js';

/** A period that is not over, with the plan that is in force in it. */
export interface PeriodToCome {
  readonly period: SoldPeriod;
  readonly plan: PeriodItem;
}

/** The paid time that is left, for what is changed or added inside it. */
@Injectable()
export class PeriodsToCome {
  constructor(
    private readonly periods: PeriodStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `nothing-paid-ahead`: a trial, grace and given days are no paid time that could be changed. */
  async run(tx: Tx, s: Subscription, today: string): Promise<PeriodToCome[]> {
    const { access } = serviceAt(s, this.clock.now());
    if (s.endsOn === null || s.trial || access !== 'full') throw new Refusal('nothing-paid-ahead');
    const left = (await this.periods.from(tx, s.workspaceId, today)).filter(({ end }) => end > today);
    if (left.length === 0) throw new Refusal('nothing-paid-ahead');
    return left.map((period) => {
      const plan = itemsOn(period, today)?.plan;
      if (!plan) throw new Error(`Period ${period.periodNo} without a plan`);
      return { period, plan };
    });
  }
}
