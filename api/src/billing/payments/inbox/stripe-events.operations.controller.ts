import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StripeEventDetail, StripeEventQuery, StripeEventRow, StripeEventRows } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../../platform/http/index.js';
import { ReplayStripeEvent } from './replay-stripe-event.js';
import { type StripeEvent, StripeEventStore } from './stripe-event.store.js';

const EventId = z.string().min(1).max(255);

@ApiTags('operations')
@Controller('operations/stripe-events')
export class StripeEventsOperationsController {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventStore,
    private readonly replayEvent: ReplayStripeEvent,
  ) {}

  @Get()
  @Operators()
  @ApiOperation({ summary: 'The inbox of what Stripe told us, and what became of it' })
  @ApiOkResponse({ standardSchema: StripeEventRows })
  @ApiProblems('invalid-input')
  async list(@Query({ schema: StripeEventQuery }) query: z.infer<typeof StripeEventQuery>): Promise<z.infer<typeof StripeEventRows>> {
    const order = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const { events, total } = await this.database.global((tx) => this.events.list(tx, query.filter, order, query.perPage, (query.page - 1) * query.perPage));
    return { data: events.map(present), total };
  }

  @Get(':id')
  @Operators()
  @ApiOperation({ summary: 'An event as it came' })
  @ApiOkResponse({ standardSchema: StripeEventDetail })
  @ApiProblems('invalid-input', 'not-found')
  async read(@Param('id', { schema: EventId }) id: string): Promise<StripeEventDetail> {
    return this.database.global(async (tx) => {
      const event = await this.events.find(tx, id);
      if (!event) throw new Refusal('not-found');
      return { ...present(event), payload: await this.events.payload(tx, id) };
    });
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Operators()
  @ApiOperation({ summary: 'Take the event up again from the beginning' })
  @ApiOkResponse({ standardSchema: StripeEventRow })
  @ApiProblems('invalid-input', 'not-found')
  async replay(@CurrentCaller() caller: OperatorCaller, @Param('id', { schema: EventId }) id: string): Promise<StripeEventRow> {
    return present(await this.replayEvent.run(actorOf(caller), id));
  }
}

function present(e: StripeEvent): StripeEventRow {
  return {
    id: e.eventId, type: e.type, objectId: e.objectId, status: e.status, tries: e.tries, parkedBecause: e.parkedBecause, workspaceId: e.workspaceHint,
    receivedAt: e.receivedAt.toISOString(), appliedAt: e.appliedAt?.toISOString() ?? null, nextTryAt: e.nextTryAt?.toISOString() ?? null,
  };
}
