import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SealedSecrets } from '../../platform/secrets/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { Mail } from '../channels/channel.js';
import { type Sender, senderOf } from '../sender.js';
import { MailSenderStore, type OwnSender } from './mail-sender.store.js';
import { domainOf } from './signing-key.js';

/** From where a mail to a customer comes. */
export type MailOrigin = Pick<Mail, 'envelopeFrom' | 'signature'> & { readonly address: string };

/** The workspace's own address once it is proven, the service's until then. */
@Injectable()
export class MailSenders {
  readonly service: Sender;

  constructor(
    private readonly store: MailSenderStore,
    private readonly secrets: SealedSecrets,
    @Inject(SETTINGS) settings: Pick<Settings, 'mailFrom'>,
  ) {
    this.service = senderOf(settings.mailFrom);
  }

  async toCustomers(tx: Tx, workspaceId: string): Promise<MailOrigin> {
    return this.originOf(workspaceId, await this.store.get(tx, workspaceId));
  }

  /** What comes back goes to the service, whoever the mail is from: there bounces are understood. */
  originOf(workspaceId: string, own: OwnSender | null): MailOrigin {
    const privateKey = own?.provenAt ? this.secrets.open('mail signing key', workspaceId, own.sealedKey) : null;
    // Unsigned, a mail in the name of another domain than the one that hands it over is taken for forged.
    if (!own || privateKey === null) return this.ofTheService();
    return { address: own.address, envelopeFrom: this.service.address, signature: { domainName: domainOf(own.address), keySelector: own.selector, privateKey } };
  }

  ofTheService(): MailOrigin {
    return { address: this.service.address, envelopeFrom: this.service.address, signature: null };
  }
}
