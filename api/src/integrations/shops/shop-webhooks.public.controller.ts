import { Controller, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Public } from '../../access/index.js';
import { readBody } from '../../messaging/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ReceiveDelivery } from './receive-delivery.js';

const LONGEST_BODY = 1_000_000;

@ApiTags('webhooks')
@Controller('webhooks/shops')
export class ShopWebhooksController {
  constructor(private readonly receiveDelivery: ReceiveDelivery) {}

  /** The signature is the sign-in. */
  @Post(':workspaceId/:id')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Receive a signed delivery of a connected shop: orders, refunds and stock' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'shop-signature-not-valid', 'too-large')
  async deliver(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string, @Req() req: RawBodyRequest<Request>): Promise<void> {
    await this.receiveDelivery.run(workspaceId, id, req.rawBody ?? (await readBody(req, LONGEST_BODY)), (name) => req.get(name));
  }
}
