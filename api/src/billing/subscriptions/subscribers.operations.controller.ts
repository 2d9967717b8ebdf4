import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { serviceAt } from '@perennial/billing';
import { listOf, listQuery, Subscriber } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Operators } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { SubscriberStore } from './subscriber.store.js';

const SORTS = { paidThrough: 's.ends_on', slug: 'w.slug', planCode: 's.plan_code' } as const;
const SubscriberQuery = listQuery(['paidThrough', 'slug', 'planCode'], {});
const Subscribers = listOf(Subscriber).meta({ id: 'Subscribers' });

@ApiTags('operations')
@Controller('operations/workspaces')
export class SubscribersOperationsController {
  constructor(
    private readonly database: Database,
    private readonly subscribers: SubscriberStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operators()
  @ApiOperation({ summary: 'All subscribing workspaces, those whose paid time ends first on top' })
  @ApiOkResponse({ standardSchema: Subscribers })
  @ApiProblems('invalid-input')
  async list(@Query({ schema: SubscriberQuery }) query: z.infer<typeof SubscriberQuery>): Promise<z.infer<typeof Subscribers>> {
    const field = query.sort.replace(/^-/, '') as keyof typeof SORTS;
    const order = `${SORTS[field]} ${query.sort.startsWith('-') ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}`;
    const now = this.clock.now();
    const { lines, total } = await this.database.global((tx) => this.subscribers.list(tx, order, query.perPage, (query.page - 1) * query.perPage));
    const data = lines.map((line) => {
      const { state, access, paidThrough, daysLeft } = serviceAt(line, now);
      const { id, slug, planCode, interval, currency } = line;
      return { id, slug, planCode, interval, currency, state, access, paidThrough, daysLeft };
    });
    return { data, total };
  }
}
