import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptIn, TakenOptIn } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { TakeOptIn } from './take-opt-in.js';

const KEY = 'Idempotency-Key';
const MOST_CHARACTERS = 200;

@ApiTags('consent')
@Controller('workspaces/:workspaceId/opt-ins')
export class OptInsAdminController {
  constructor(private readonly takeOptIn: TakeOptIn) {}

  @Post()
  @HttpCode(200)
  @Members('staff', 'consent:write')
  @ApiOperation({ summary: 'Record that a customer agreed to reminders, or withdrew, in your own shop. A customer who is new here is added' })
  @ApiHeader({
    name: KEY,
    required: false,
    description: `Such as the order number, up to ${MOST_CHARACTERS} characters. The same key again adds nothing and answers with its record: \`recorded\` is false then`,
  })
  @ApiOkResponse({ standardSchema: TakenOptIn })
  @ApiProblems('invalid-input', 'wording-unknown', 'consent-in-future', 'idempotency-key-reused', 'contact-limit-reached')
  take(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Headers(KEY) key: string | undefined,
    @Body({ schema: OptIn }) request: OptIn,
  ): Promise<TakenOptIn> {
    if (key !== undefined && (key.length === 0 || key.length > MOST_CHARACTERS)) {
      throw new Refusal('invalid-input', {}, [{ path: KEY, message: `must have 1 to ${MOST_CHARACTERS} characters` }]);
    }
    return this.takeOptIn.run(actorOf(caller), workspaceId, request, key ?? null);
  }
}
