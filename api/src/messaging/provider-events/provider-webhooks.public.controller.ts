import { Controller, HttpCode, Inject, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Public } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { readBody } from '../read-body.js';
import { ProviderAdapters } from './provider-adapters.js';
import { PROVIDER_NAMES, type ProviderName } from './provider-event.js';
import { RecordProviderEvents } from './record-provider-events.js';

const Provider = z.enum(PROVIDER_NAMES);
const LONGEST_BODY = 1_000_000;

@ApiTags('webhooks')
@Controller('webhooks/delivery')
export class ProviderWebhooksController {
  constructor(
    private readonly adapters: ProviderAdapters,
    private readonly record: RecordProviderEvents,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** Where providers report on messages they took. The signature is the sign-in; a provider without a secret in the settings is not there. */
  @Post(':provider')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Receive signed delivery events from Amazon SES (by SNS), Postmark, Mailgun, SendGrid or Twilio' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'signature-not-valid', 'too-large', 'not-available')
  async deliver(@Param('provider', { schema: Provider }) name: ProviderName, @Req() req: RawBodyRequest<Request>): Promise<void> {
    const adapter = this.adapters.named(name);
    if (!adapter) throw new Refusal('not-found');
    const events = await adapter.read({
      // SNS posts JSON and calls it plain text, which nothing has parsed.
      raw: req.rawBody ?? (await readBody(req, LONGEST_BODY)),
      url: this.settings.publicUrl + req.originalUrl,
      receivedAt: this.clock.now(),
      header: (header) => req.get(header),
    });
    await this.record.run(adapter, events);
  }
}
