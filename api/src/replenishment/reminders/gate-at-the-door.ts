import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Door, type DoorVerdict, type EndedMessage, type GateAtTheDoor, type MessageAtTheDoor } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ReminderFactsReader } from './reminder-facts.js';
import { decideMerged, refused, reminderVariables } from './reminder-message.js';
import { ReminderStore, type Verdict } from './reminder.store.js';
import { type ReminderAtHand, RemindersAtHand } from './reminders-at-hand.js';

/** The last look before reminders leave: minutes may have passed, and a purchase, a stop or another date with them. */
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

  async decide(tx: Tx, workspaceId: string, messages: readonly MessageAtTheDoor[]): Promise<ReadonlyMap<string, DoorVerdict>> {
    const now = this.clock.now();
    const stored = await this.facts.ofMessages(tx, workspaceId, now, messages.map(({ id }) => id));
    const byMessage = Map.groupBy(await this.atHand.complete(tx, workspaceId, now, stored, true), ({ messageId }) => messageId);
    const decided = messages.map(({ id }) => ({ id, ...together(byMessage.get(id) ?? []) }));
    await this.reminders.decide(tx, workspaceId, now, decided.flatMap(({ staying }) => staying));
    return new Map(decided.map(({ id, verdict }) => [id, verdict]));
  }

  async settled(tx: Tx, workspaceId: string, ended: readonly EndedMessage[]): Promise<void> {
    const outcomes = new Map(ended.map(({ message, outcome }) => [message.id, outcome]));
    const queued = await tx.query<{ id: string; messageId: string }[]>(
      `SELECT id, message_id AS "messageId" FROM reminders WHERE workspace_id = $1 AND message_id = ANY($2::uuid[]) AND status = 'queued'`,
      [workspaceId, [...outcomes.keys()]],
    );
    await this.reminders.decide(
      tx,
      workspaceId,
      this.clock.now(),
      queued.flatMap(({ id, messageId }): Verdict[] => {
        const outcome = outcomes.get(messageId);
        if (!outcome) return [];
        return [outcome.status === 'skipped' ? { id, status: 'skipped', skippedBecause: outcome.because } : { id, status: outcome.status }];
      }),
    );
  }
}

/** What becomes of one message, and of those of its reminders that do not leave with it. */
function together(reminders: readonly ReminderAtHand[]): { readonly verdict: DoorVerdict; readonly staying: readonly Verdict[] } {
  const decided = reminders.map((reminder) => ({ reminder, decision: decideMerged(reminder) }));
  // It has become night meanwhile: the message waits as it is, and is looked at again in the morning.
  const [waiting] = decided.flatMap(({ decision }) => (decision.kind === 'hold' && decision.until instanceof Date ? [{ ...decision, until: decision.until }] : []));
  if (waiting) return { verdict: { kind: 'hold', because: waiting.because, until: waiting.until }, staying: [] };
  const staying = decided.flatMap(({ reminder, decision }) => (decision.kind === 'send' ? [] : [refused(reminder, decision)]));
  const going = decided.filter(({ decision }) => decision.kind === 'send').map(({ reminder }) => reminder);
  if (going.length > 0) return { verdict: { kind: 'send', variables: reminderVariables(going) }, staying };
  const [first] = staying;
  return { verdict: { kind: 'skip', because: first?.skippedBecause ?? first?.heldBecause ?? 'cycle-gone' }, staying };
}
