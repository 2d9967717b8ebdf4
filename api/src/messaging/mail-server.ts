import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/index.js';
import { HealthNotes, Metrics } from '../platform/observability/index.js';
import { Smtp } from './channels/smtp.js';

const TRY_AGAIN_SECONDS = 15;

export interface MailServerState {
  readonly downSince: Date | null;
  readonly error: string | null;
}

/**
 * Whether the mail server can be reached, as all processes know it. While it cannot, messages stay as they are instead of
 * failing one by one: one process at a time knocks, and when somebody opens, everything that is due leaves at once. In real
 * time: a server is down whatever the business clock says.
 */
@Injectable()
export class MailServer implements OnModuleInit {
  private readonly log = new Logger('messaging');
  private asking: Promise<boolean> | null = null;

  constructor(
    private readonly database: Database,
    private readonly smtp: Smtp,
    private readonly health: HealthNotes,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('mail', async () => {
      const { downSince, error } = await this.state();
      return { delivering: downSince === null, ...(downSince ? { downSince: downSince.toISOString(), error } : {}) };
    });
  }

  async state(): Promise<MailServerState> {
    return this.database.global((tx) => this.read(tx));
  }

  /** Whether to send now. While the server is down, whoever asks first after a pause knocks. */
  async isOpen(): Promise<boolean> {
    const mine = await this.database.global(async (tx) => {
      const { downSince } = await this.read(tx);
      if (downSince === null) return 'open';
      const [rows] = await tx.query<[unknown[], number]>(
        `UPDATE mail_server SET try_at = now() + make_interval(secs => $1) WHERE down_since IS NOT NULL AND try_at <= now() RETURNING 1`,
        [TRY_AGAIN_SECONDS],
      );
      return rows.length > 0 ? 'knock' : 'shut';
    });
    if (mine === 'knock' && (await this.smtp.answers())) {
      await this.database.global((tx) => tx.query('UPDATE mail_server SET down_since = NULL, error = NULL, try_at = NULL'));
      this.log.log('the mail server can be reached again');
      this.metrics.mailServerUp.set(1);
      return true;
    }
    return mine === 'open';
  }

  /** A hand-over found nobody there. One broken connection is no outage: it is asked once more. @returns whether it is down */
  async notReached(error: string): Promise<boolean> {
    this.asking ??= this.smtp.answers().finally(() => (this.asking = null));
    if (await this.asking) return false;
    const [changed] = await this.database.global((tx) =>
      tx.query<[unknown[], number]>(
        `UPDATE mail_server SET down_since = now(), error = $1, try_at = now() + make_interval(secs => $2) WHERE down_since IS NULL RETURNING 1`,
        [error.slice(0, 500), TRY_AGAIN_SECONDS],
      ),
    );
    if (changed.length > 0) this.log.error({ error }, 'the mail server cannot be reached; messages wait');
    this.metrics.mailServerUp.set(0);
    return true;
  }

  private async read(tx: Tx): Promise<MailServerState> {
    const [row] = await tx.query<MailServerState[]>('SELECT down_since AS "downSince", error FROM mail_server');
    return row ?? { downSince: null, error: null };
  }
}
