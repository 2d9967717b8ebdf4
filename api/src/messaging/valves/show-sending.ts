import { Injectable } from '@nestjs/common';
import type { SendingState, ServiceSending } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { MailServer, type MailServerState } from '../mail-server.js';
import { type ServiceValve, ValveStore } from './valve.store.js';

/** What leaves, and what keeps it. */
@Injectable()
export class ShowSending {
  constructor(
    private readonly database: Database,
    private readonly store: ValveStore,
    private readonly mailServer: MailServer,
    private readonly clock: Clock,
  ) {}

  async ofWorkspace(workspaceId: string): Promise<SendingState> {
    const mailServer = shown(await this.mailServer.state());
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const valve = await this.store.workspace(tx, workspaceId);
      const paused = pauseOf(valve);
      const [waiting] = await tx.query<SendingState['waiting'][]>(
        `SELECT count(*) FILTER (WHERE status IN ('queued', 'held') AND next_attempt_at <= $2)::int AS due,
                count(*) FILTER (WHERE status IN ('queued', 'held') AND next_attempt_at > $2)::int AS later,
                count(*) FILTER (WHERE status = 'unknown')::int AS "inDoubt"
         FROM messages WHERE workspace_id = $1 AND status IN ('queued', 'held', 'unknown')`,
        [workspaceId, this.clock.now()],
      );
      return {
        paused: paused && { ...paused, by: valve.pausedBy ?? 'workspace' },
        servicePaused: pauseOf(await this.store.service(tx)),
        mailServer,
        pace: { perMinute: valve.perMinute, perDomainMinute: valve.perDomainMinute },
        waiting: waiting ?? { due: 0, later: 0, inDoubt: 0 },
      };
    });
  }

  async ofService(): Promise<ServiceSending> {
    const mailServer = shown(await this.mailServer.state());
    return this.database.global(async (tx) => ({ paused: pauseOf(await this.store.service(tx)), mailServer }));
  }
}

function pauseOf({ pausedAt, pausedBecause }: ServiceValve): ServiceSending['paused'] {
  return pausedAt && { at: pausedAt.toISOString(), because: pausedBecause };
}

function shown({ downSince, error }: MailServerState): ServiceSending['mailServer'] {
  return { downSince: downSince?.toISOString() ?? null, error };
}
