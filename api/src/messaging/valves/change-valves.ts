import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { SEND_MESSAGES } from '../send-messages.job.js';
import type { Pace } from './pace.js';
import { ValveStore } from './valve.store.js';

/** Stops and starts what leaves, for one workspace or for all. Nothing is lost: what is due waits, and is looked at again at the door. */
@Injectable()
export class ChangeValves {
  constructor(
    private readonly database: Database,
    private readonly store: ValveStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async pause(workspaceId: string, because: string, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.refuseOperators(await this.store.workspace(tx, workspaceId), actor);
      await this.store.pauseWorkspace(tx, workspaceId, actor.kind === 'operator' ? 'operator' : 'workspace', because, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'pause-sending', subject: { kind: 'workspace', id: workspaceId } });
    });
  }

  async resume(workspaceId: string, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.refuseOperators(await this.store.workspace(tx, workspaceId), actor);
      await this.store.pauseWorkspace(tx, workspaceId, null, null, null);
      await this.jobs.enqueue(tx, SEND_MESSAGES, { workspaceId }, { key: `${SEND_MESSAGES}:${workspaceId}` });
      await this.audit.record(tx, workspaceId, { actor, command: 'resume-sending', subject: { kind: 'workspace', id: workspaceId } });
    });
  }

  async setPace(workspaceId: string, pace: Pace, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.store.setPace(tx, workspaceId, pace);
      await this.audit.record(tx, workspaceId, { actor, command: 'set-sending-pace', subject: { kind: 'workspace', id: workspaceId }, details: { ...pace } });
    });
  }

  async pauseAll(because: string, actor: Actor): Promise<void> {
    await this.database.global(async (tx) => {
      await this.store.pauseService(tx, because, this.clock.now());
      await this.audit.recordGlobal(tx, { actor, command: 'pause-all-sending', subject: { kind: 'service', id: 'sending' }, details: { because } });
    });
  }

  /** What waits leaves at the next tick, in every workspace. */
  async resumeAll(actor: Actor): Promise<void> {
    await this.database.global(async (tx) => {
      await this.store.pauseService(tx, null, null);
      await this.audit.recordGlobal(tx, { actor, command: 'resume-all-sending', subject: { kind: 'service', id: 'sending' } });
    });
  }

  /** What the operator has closed, only the operator opens. */
  private async refuseOperators({ pausedBy }: { readonly pausedBy: string | null }, actor: Actor): Promise<void> {
    if (pausedBy === 'operator' && actor.kind !== 'operator') throw new Refusal('sending-paused-by-operator');
  }
}
