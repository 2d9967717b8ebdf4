import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Door, type DoorVerdict, type GateAtTheDoor, type MessageAtTheDoor, type MessageOutcome } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ReminderFactsReader } from './reminder-facts.js';
import { decideMerged, refused, reminderVariables } from './reminder-message.js';
import { ReminderStore, type Verdict } from './reminder.store.js';
import { RemindersAtHand } from './reminders-at-hand.js';

/** The last look before a reminder leaves: minutes may have passed, and a purchase, a stop or another date with them. */
@Injectable()
export class ReminderGate implements GateAtTheDoor, OnModuleInit {
  constructor(
    private readonly door: Door,
    private readonly clock: Clock,
    private readonly facts: ReminderFactsReader,
    private readonly atHand: RemindersAtHand,
    private readonly reminders: ReminderStore,
  ) {}

  onModuleInit(): void {
    this.door.register('reminder', this);
  }

  async decide(tx: Tx, { workspaceId, id }: MessageAtTheDoor): Promise<DoorVerdict> {
    const now = this.clock.now();
    const decided = (await this.atHand.complete(tx, workspaceId, now, await this.facts.ofMessage(tx, workspaceId, now, id), true)).map((reminder) => ({
      reminder,
      decision: decideMerged(reminder),
    }));
    // It has become night meanwhile: the message waits as it is, and is looked at again in the morning.
    const [waiting] = decided.flatMap(({ decision }) => (decision.kind === 'hold' && decision.until instanceof Date ? [{ ...decision, until: decision.until }] : []));
    if (waiting) return { kind: 'hold', because: waiting.because, until: waiting.until };
    const staying = decided.flatMap(({ reminder, decision }): Verdict[] => (decision.kind === 'send' ? [] : [refused(reminder, decision)]));
    await this.reminders.decide(tx, workspaceId, now, staying);
    const going = decided.filter(({ decision }) => decision.kind === 'send').map(({ reminder }) => reminder);
    if (going.length > 0) return { kind: 'send', variables: reminderVariables(going) };
    const [first] = staying;
    return { kind: 'skip', because: first?.skippedBecause ?? first?.heldBecause ?? 'cycle-gone' };
  }

  async settled(tx: Tx, { workspaceId, id }: MessageAtTheDoor, outcome: MessageOutcome): Promise<void> {
    const now = this.clock.now();
    const queued = await tx.query<{ id: string }[]>(`SELECT id FROM reminders WHERE workspace_id = $1 AND message_id = $2 AND status = 'queued'`, [workspaceId, id]);
    await this.reminders.decide(
      tx,
      workspaceId,
      now,
      queued.map((reminder): Verdict => {
        if (outcome.status === 'skipped') return { id: reminder.id, status: 'skipped', skippedBecause: outcome.because };
        return { id: reminder.id, status: outcome.status };
      }),
    );
  }
}
