import { Injectable } from '@nestjs/common';
import { type Channel, HAND_OVER_MS, type HandOver, type LastLook, type Outgoing } from './channel.js';
import { Sms } from './sms.js';
import { Smtp } from './smtp.js';
import { Webhooks } from './webhook.js';

/** Hands each message to the channel it leaves by. */
@Injectable()
export class Channels implements Channel<Outgoing> {
  constructor(
    private readonly smtp: Smtp,
    private readonly sms: Sms,
    private readonly webhooks: Webhooks,
  ) {}

  async handOver(message: Outgoing, late = AbortSignal.timeout(HAND_OVER_MS), lastLook?: LastLook): Promise<HandOver> {
    switch (message.channel) {
      case 'email':
        return this.smtp.handOver(message, late, lastLook);
      case 'sms':
        return atOnce(() => this.sms.handOver(message, late), lastLook);
      case 'webhook':
        return atOnce(() => this.webhooks.handOver(message, late), lastLook);
    }
  }
}

/** What is one short call can be called back before it, and no more once it began. */
async function atOnce(call: () => Promise<HandOver>, lastLook: LastLook | undefined): Promise<HandOver> {
  if (lastLook && !(await lastLook.mayLeave())) return { kind: 'refused', permanent: false, noSuchAddress: false, error: 'called back' };
  const handOver = call();
  lastLook?.left();
  return handOver;
}
