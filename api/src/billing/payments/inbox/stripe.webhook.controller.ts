import { Controller, Headers, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../../access/index.js';
import { ApiProblems, Refusal } from '../../../platform/http/index.js';
import { ReceiveStripeEvent } from './receive-stripe-event.js';

@ApiTags('webhooks')
@Controller('webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly receive: ReceiveStripeEvent) {}

  /** Where Stripe delivers its events. The signature is the sign-in. */
  @Post()
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Receive a signed event from Stripe' })
  @ApiNoContentResponse()
  @ApiProblems('signature-not-valid')
  async deliver(@Req() req: RawBodyRequest<Request>, @Headers('stripe-signature') signature: string | undefined): Promise<void> {
    if (!req.rawBody || !signature) throw new Refusal('signature-not-valid');
    await this.receive.run(req.rawBody, signature);
  }
}
