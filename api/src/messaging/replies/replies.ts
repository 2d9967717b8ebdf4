import { Injectable } from '@nestjs/common';
import type { ReplyHandler } from './reply.js';

/** Where the area that knows customers' rhythms says what happens to answers. */
@Injectable()
export class Replies {
  private registered: ReplyHandler | null = null;

  register(handler: ReplyHandler): void {
    if (this.registered) throw new Error('Two handlers of replies');
    this.registered = handler;
  }

  get handler(): ReplyHandler {
    if (!this.registered) throw new Error('nobody handles replies');
    return this.registered;
  }
}
