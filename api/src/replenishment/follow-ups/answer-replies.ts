import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Replies, type Reply, type ReplyHandler, TellMembers } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { KeepSome, StopAllReminders } from '../feedback/index.js';
import { TaskStore } from './task.store.js';

const SHOWN = 140;

/** Carries out what customers answer, by the verbs their portal has; the rest becomes somebody's task. */
@Injectable()
export class AnswerReplies implements ReplyHandler, OnModuleInit {
  constructor(
    private readonly replies: Replies,
    private readonly keepSome: KeepSome,
    private readonly stopAll: StopAllReminders,
    private readonly tasks: TaskStore,
    private readonly tell: TellMembers,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.replies.register(this);
  }

  async stop(workspaceId: string, customerId: string): Promise<void> {
    await this.stopAll.run({ workspaceId, customerId, actor: { kind: 'customer', id: customerId } });
  }

  async stillHasSome(workspaceId: string, customerId: string, cycleIds: readonly string[]): Promise<void> {
    for (const cycleId of cycleIds) {
      try {
        await this.keepSome.run({ workspaceId, cycleId, customerId, actor: { kind: 'customer', id: customerId } });
      } catch (error) {
        // The product may have left the shop since; what is said of the others counts.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }

  async forAPerson(tx: Tx, { workspaceId, id, customerId, from, subject, words }: Reply): Promise<void> {
    await this.tasks.add(tx, workspaceId, { kind: 'reply', customerId, title: subject || from, words, sourceId: id }, this.clock.now());
    const text = words.slice(0, SHOWN) || subject;
    await this.tell.run(tx, workspaceId, {
      kind: 'reply-waiting',
      title: { en: `${from} has answered`, 'zh-CN': `${from} 回复了` },
      text: { en: text, 'zh-CN': text },
      link: customerId === null ? null : `/customers/${customerId}/show`,
      dedupeKey: `reply:${id}`,
      from: 'staff',
    });
  }
}
