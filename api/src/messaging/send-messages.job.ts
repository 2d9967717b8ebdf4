import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Job, type JobHandler } from '../platform/jobs/index.js';
import { Metrics } from '../platform/observability/index.js';
import { Channels } from './channels/channels.js';
import { SMTP_CONNECTIONS } from './channels/smtp.js';
import { LastLooks } from './last-look.js';
import { CLAIM_LEASE_SECONDS } from './leases.js';
import { MailServer } from './mail-server.js';
import { MessageStore } from './message.store.js';
import { type Leaving, PrepareMessages } from './prepare-messages.js';
import { ResolveDoubts } from './resolve-doubts.js';
import { Valves } from './valves/valves.js';
import { type Ended, WriteOutcomes } from './write-outcomes.js';

export const SEND_MESSAGES = 'send-messages';
/** So many go through the door together. After a crash those on their way are in doubt: more would be faster and worse. */
const TOGETHER = 40;
const CLAIMED = 3 * TOGETHER;
/** The next ones are prepared while these still leave, so that no connection waits. */
const ENOUGH_UNDER_WAY = 8 * SMTP_CONNECTIONS;
/** Unless it is more than that: after a crash each of them is a doubt. */
const MOST_UNWRITTEN = 100;
/** Outcomes that come this close together are written together: each commit waits for the disk. */
const WRITE_EVERY_MS = 40;

/** Sends everything of a workspace that is due. Any number of runs may work side by side; each message is in one hand. */
@Job(SEND_MESSAGES)
export class SendMessages implements JobHandler<{ readonly workspaceId: string }> {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly resolveDoubts: ResolveDoubts,
    private readonly valves: Valves,
    private readonly mailServer: MailServer,
    private readonly prepare: PrepareMessages,
    private readonly channels: Channels,
    private readonly lastLooks: LastLooks,
    private readonly outcomes: WriteOutcomes,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async run({ workspaceId }: { readonly workspaceId: string }): Promise<void> {
    const run = new Run(workspaceId, this.channels, this.lastLooks, this.outcomes, this.metrics, this.mailServer);
    await this.resolveDoubts.run(workspaceId, run.id);
    try {
      while (await this.sendSome(workspaceId, run));
    } finally {
      await run.ended();
    }
  }

  /** @returns whether there may be more */
  private async sendSome(workspaceId: string, run: Run): Promise<boolean> {
    const mailClosed = !(await this.mailServer.isOpen());
    const ids = await this.database.inWorkspace(workspaceId, async (tx) => {
      const shut = await this.valves.shut(tx, workspaceId);
      return this.messages.claim(tx, workspaceId, run.id, this.clock.now(), CLAIMED, CLAIM_LEASE_SECONDS, { ...shut, channels: mailClosed ? ['email'] : [] });
    });
    for (let group = ids.splice(0, TOGETHER); group.length > 0; group = ids.splice(0, TOGETHER)) {
      for (const leaving of await this.prepare.run(workspaceId, group, run.id)) run.send(leaving);
      await run.roomForMore();
      if (run.serverDown) {
        await this.database.inWorkspace(workspaceId, (tx) => this.messages.release(tx, workspaceId, ids, run.id));
        return true;
      }
      if (ids.length === 0) return true;
    }
    return false;
  }
}

/** What one run has under way. */
class Run {
  readonly id = randomUUID();
  serverDown = false;
  private readonly log = new Logger('messaging');
  private readonly underWay = new Set<Promise<void>>();
  /** How many of them are not yet handed over. */
  private leaving = 0;
  private goOn: () => void = () => undefined;
  private done: Ended[] = [];
  /** The write that is about to begin, and the one before it: one after the other, so that they never wait for each other's rows. */
  private writing: Promise<void> | undefined;
  private lastWritten: Promise<void> = Promise.resolve();

  constructor(
    private readonly workspaceId: string,
    private readonly channels: Channels,
    private readonly lastLooks: LastLooks,
    private readonly outcomes: WriteOutcomes,
    private readonly metrics: Metrics,
    private readonly mailServer: MailServer,
  ) {}

  send(leaving: Leaving): void {
    this.leaving += 1;
    const sending = this.handOver(leaving)
      .finally(() => this.leaving--)
      .then((ended) => (this.goOn(), this.written(ended)))
      .catch((error: unknown) => this.log.error({ err: error, messageId: leaving.message.id }, 'message could not be handed over'))
      .finally(() => (this.underWay.delete(sending), this.goOn()));
    this.underWay.add(sending);
  }

  /** Waits until so many have left that the connections would soon have nothing to do. That their ends are still to be written is no reason to wait. */
  async roomForMore(): Promise<void> {
    while (this.leaving > ENOUGH_UNDER_WAY || this.underWay.size > MOST_UNWRITTEN) await new Promise<void>((resolve) => (this.goOn = resolve));
  }

  async ended(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async handOver({ message, outgoing, late, lastLook }: Leaving): Promise<Ended> {
    const handOver = await this.channels.handOver(outgoing, late, lastLook);
    this.lastLooks.forget(message);
    this.metrics.messages.inc({ channel: message.channel, outcome: handOver.kind });
    if (message.channel === 'email' && handOver.kind === 'refused' && handOver.unreachable) {
      this.serverDown = (await this.mailServer.notReached(handOver.error)) || this.serverDown;
    }
    return { message, handOver, calledBack: lastLook.calledBack.aborted };
  }

  private async written(ended: Ended): Promise<void> {
    this.done.push(ended);
    await (this.writing ??= this.write());
  }

  private async write(): Promise<void> {
    await Promise.all([pause(WRITE_EVERY_MS), this.lastWritten]);
    const written = this.done;
    this.done = [];
    this.writing = undefined;
    await (this.lastWritten = this.outcomes.run(this.workspaceId, this.id, written));
  }
}
