import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Coupon, CouponInUse, listOf } from '@perennial/contract/admin';
import type { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CouponStore } from './coupon.store.js';
import { MakeCoupon } from './make-coupon.js';

const Coupons = listOf(CouponInUse).meta({ id: 'Coupons' });

@ApiTags('operations')
@Controller('operations/coupons')
@Operators()
export class CouponsOperationsController {
  constructor(
    private readonly database: Database,
    private readonly coupons: CouponStore,
    private readonly makeCoupon: MakeCoupon,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All coupons and how often each was used' })
  @ApiOkResponse({ standardSchema: Coupons })
  async list(): Promise<z.infer<typeof Coupons>> {
    const data = await this.database.global((tx) => this.coupons.list(tx));
    return { data, total: data.length };
  }

  @Post()
  @ApiOperation({ summary: 'Make a coupon. Each workspace may use it once, on one payment' })
  @ApiCreatedResponse({ standardSchema: Coupon })
  @ApiProblems('invalid-input', 'coupon-taken', 'coupon-never-valid', 'currency-not-sold')
  async create(@CurrentCaller() caller: OperatorCaller, @Body({ schema: Coupon }) body: Coupon): Promise<Coupon> {
    return this.makeCoupon.run(actorOf(caller), body);
  }
}
