import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { JobQueue } from '../platform/jobs/index.js';
import type { NewMessage, TemplateName } from './message.js';
import { MessageStore } from './message.store.js';
import { SEND_MESSAGES } from './send-messages.job.js';
import { TEMPLATE_VARIABLES } from './template-variables.js';

const ADDRESSES = {
  email: z.email().max(320),
  sms: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +447700900123'),
  webhook: z.url({ protocol: /^https?$/ }).max(1000),
} as const;

/** Queues messages inside the caller's transaction: they leave if and only if the caller's change is committed. */
@Injectable()
export class QueueMessage {
  constructor(
    private readonly messages: MessageStore,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Queues one message. Returns its id, or null when a message with this dedupe key exists already. */
  async run<T extends TemplateName>(tx: Tx, message: NewMessage<T>): Promise<string | null> {
    const [id] = await this.runAll(tx, message.workspaceId, [message]);
    return id ?? null;
  }

  /** Queues many messages of one workspace in one statement. Returns their ids in the same order, null for each known before. */
  async runAll(tx: Tx, workspaceId: string, messages: readonly NewMessage[]): Promise<(string | null)[]> {
    const checked = messages.map((message) => ({
      ...message,
      to: ADDRESSES[message.channel].parse(message.to),
      variables: TEMPLATE_VARIABLES[message.template].parse(message.variables),
    }));
    const ids = await this.messages.add(tx, workspaceId, checked, this.clock.now());
    if (ids.some((id) => id !== null)) await this.jobs.enqueue(tx, SEND_MESSAGES, { workspaceId }, { key: `${SEND_MESSAGES}:${workspaceId}` });
    return ids;
  }
}
