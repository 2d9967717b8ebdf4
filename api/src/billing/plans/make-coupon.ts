import { Injectable } from '@nestjs/common';
import type { Coupon } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { CouponStore } from './coupon.store.js';
import { SOLD_CURRENCIES } from './sold-currencies.js';

/** Makes a coupon, which every workspace may use once. */
@Injectable()
export class MakeCoupon {
  constructor(
    private readonly database: Database,
    private readonly coupons: CouponStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `coupon-taken`, `coupon-never-valid`, `currency-not-sold`. */
  async run(actor: Actor, coupon: Coupon): Promise<Coupon> {
    const { code, reduction, validFrom, validUntil } = coupon;
    if (new Date(validFrom) >= new Date(validUntil)) throw new Refusal('coupon-never-valid');
    if (reduction.kind === 'amount' && !SOLD_CURRENCIES.has(reduction.currency)) throw new Refusal('currency-not-sold', { currency: reduction.currency });
    await this.database.global(async (tx) => {
      if (!(await this.coupons.add(tx, coupon, this.clock.now()))) throw new Refusal('coupon-taken', { code });
      await this.audit.recordGlobal(tx, { actor, command: 'make-coupon', subject: { kind: 'coupon', id: code } });
    });
    return coupon;
  }
}
