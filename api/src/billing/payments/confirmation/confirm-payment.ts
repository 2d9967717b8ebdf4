import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { LastLook } from '../last-look.js';
import { isLive, type PaymentAttempt } from '../payment-attempt.js';
import { CardDebits } from '../provider/card-debits.js';
import { SettlePayment } from '../settle-payment.js';
import { ConfirmationLinks } from './confirmation-links.js';

export interface Confirmed {
  readonly attempt: PaymentAttempt;
  /** The bank's page, when it wants to ask. */
  readonly bankUrl: string | null;
}

/** The customer came by the link in the mail: the very payment that the bank stopped is confirmed with them present. */
@Injectable()
export class ConfirmPayment {
  constructor(
    private readonly links: ConfirmationLinks,
    private readonly database: Database,
    private readonly lastLook: LastLook,
    private readonly debits: CardDebits,
    private readonly settle: SettlePayment,
    private readonly audit: AuditTrail,
  ) {}

  /** As the payment stands; whoever comes back from the bank comes here too. */
  async look(token: string): Promise<PaymentAttempt> {
    const { workspaceId, attemptId } = this.read(token);
    return this.settle.run(workspaceId, attemptId);
  }

  async run(token: string): Promise<Confirmed> {
    const attempt = await this.look(token);
    if (!isLive(attempt)) return { attempt, bankUrl: null };
    const { workspaceId, id } = attempt;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.lastLook.orRefuse(tx, attempt);
      await this.audit.record(tx, workspaceId, { actor: { kind: 'customer', id: null }, command: 'confirm-payment', subject: { kind: 'payment', id } });
    });
    const bankUrl = await this.debits.confirm(attempt, this.links.urlFor(workspaceId, id));
    return { attempt: await this.settle.run(workspaceId, id), bankUrl };
  }

  private read(token: string): { workspaceId: string; attemptId: string } {
    const known = this.links.read(token);
    if (!known) throw new Refusal('no-such-payment-link');
    return known;
  }
}
