import { Injectable } from '@nestjs/common';
import { type Channel, HAND_OVER_MS, type HandOver, type LastLook, type Outgoing } from './channel.js';
import { Smtp } from './smtp.js';

/** Hands each message to the channel it leaves by. */
@Injectable()
export class Channels implements Channel<Outgoing> {
  constructor(private readonly smtp: Smtp) {}

  async handOver(message: Outgoing, late = AbortSignal.timeout(HAND_OVER_MS), lastLook?: LastLook): Promise<HandOver> {
    switch (message.channel) {
      case 'email':
        return this.smtp.handOver(message, late, lastLook);
    }
  }
}
