import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { Door } from './door.js';
import type { EndedMessage } from './message.js';
import { MessageStore } from './message.store.js';

/** Writes how messages ended, and tells who wants to know. */
@Injectable()
export class SettleMessages {
  constructor(
    private readonly messages: MessageStore,
    private readonly door: Door,
  ) {}

  async run(tx: Tx, workspaceId: string, ended: readonly EndedMessage[]): Promise<void> {
    if (ended.length === 0) return;
    await this.messages.settle(tx, workspaceId, ended);
    await this.door.settled(tx, workspaceId, ended);
  }
}
