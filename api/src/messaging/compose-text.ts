import { Inject, Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';
import type { Composed } from './composed.js';
import { type ActionLinks, mailContext } from './mail-context.js';
import type { MessageAtTheDoor } from './message.js';
import { oneLine } from './one-line.js';
import { referenceTo } from './provider-events/provider-event.js';
import { TWILIO_MESSAGE } from './provider-events/twilio/twilio.adapter.js';
import { Templates } from './templates/templates.js';

/** Makes a text message. The provider is told where to say what became of it. */
@Injectable()
export class ComposeText {
  constructor(
    private readonly workspaces: WorkspaceSettings,
    private readonly templates: Templates,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'twilioAuthToken'>,
  ) {}

  async run(tx: Tx, message: MessageAtTheDoor, links: ActionLinks | null): Promise<Composed> {
    const { workspaceId, locale } = message;
    const { senderName, timeZone } = await this.workspaces.get(tx, workspaceId);
    const { template, version } = await this.templates.inForce(tx, workspaceId, { name: message.template, channel: 'sms', locale });
    const { text } = template.render(mailContext(message, { shopName: senderName, today: dayIn(this.clock.now(), timeZone) }, links));
    return { outgoing: { channel: 'sms', to: message.to, body: oneLine(text), statusCallback: this.statusCallback(message) }, templateVersion: version };
  }

  private statusCallback(message: MessageAtTheDoor): string | null {
    const url = new URL('/api/v1/webhooks/delivery/twilio', this.settings.publicUrl);
    // Nobody out there can reach this machine by its own name, and Twilio refuses such an address.
    if (this.settings.twilioAuthToken === null || url.protocol !== 'https:') return null;
    url.searchParams.set(TWILIO_MESSAGE, referenceTo(message));
    return url.href;
  }
}
