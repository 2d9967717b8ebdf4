import { Injectable } from '@nestjs/common';
import { MailgunAdapter } from './mailgun/mailgun.adapter.js';
import { PostmarkAdapter } from './postmark/postmark.adapter.js';
import { type ProviderAdapter, type ProviderName, referenceTo } from './provider-event.js';
import { SendgridAdapter } from './sendgrid/sendgrid.adapter.js';
import { SesAdapter } from './ses/ses.adapter.js';
import { TwilioAdapter } from './twilio/twilio.adapter.js';

/** The providers that are listened to: those whose secrets the settings hold. */
@Injectable()
export class ProviderAdapters {
  private readonly inUse: readonly ProviderAdapter[];

  constructor(ses: SesAdapter, postmark: PostmarkAdapter, mailgun: MailgunAdapter, sendgrid: SendgridAdapter, twilio: TwilioAdapter) {
    this.inUse = [ses, postmark, mailgun, sendgrid, twilio].filter((adapter) => adapter.inUse);
  }

  named(name: ProviderName): ProviderAdapter | null {
    return this.inUse.find((adapter) => adapter.name === name) ?? null;
  }

  /** What a mail carries so that the providers' events name it. */
  headers(message: { readonly workspaceId: string; readonly id: string }): Record<string, string> {
    return Object.assign({}, ...this.inUse.map((adapter) => adapter.headers(referenceTo(message)))) as Record<string, string>;
  }
}
