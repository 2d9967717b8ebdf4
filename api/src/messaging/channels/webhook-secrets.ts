import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

/** The secrets that sign outgoing webhooks. They come from the app secret and are stored nowhere; the next generation is another one. */
@Injectable()
export class WebhookSecrets {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret'>) {}

  of(workspaceId: string, generation: number): string {
    return `whsec_${createHmac('sha256', this.settings.appSecret).update(`outgoing webhook ${workspaceId} ${generation}`).digest('base64')}`;
  }
}
