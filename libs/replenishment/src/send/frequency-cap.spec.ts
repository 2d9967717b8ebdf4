import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capFreeAt, type Caps, type CountedMessage } from './frequency-cap.js';

const none: Caps = { all: null, email: null, sms: null, webhook: null };
const day = (n: number) => new Date(Date.UTC(2027, 2, n, 9));
const mail = (n: number): CountedMessage => ({ channel: 'email', at: day(n) });

describe('capFreeAt', () => {
  it('lets everything leave without a cap', () => {
    expect(capFreeAt(none, 'email', [mail(1), mail(1), mail(1)], day(1))).toBeNull();
  });

  it('frees the next message when the oldest that counts has left the window', () => {
    const caps: Caps = { ...none, all: { messages: 2, days: 7 } };
    expect(capFreeAt(caps, 'email', [mail(1)], day(2))).toBeNull();
    expect(capFreeAt(caps, 'email', [mail(3), mail(1)], day(4))).toEqual(day(8));
    expect(capFreeAt(caps, 'email', [mail(3), mail(1)], day(8))).toBeNull();
    expect(capFreeAt(caps, 'email', [mail(1), mail(2), mail(3)], day(4))).toEqual(day(9));
  });

  it('counts by channel and in all; the later of both is the answer', () => {
    const caps: Caps = { ...none, all: { messages: 3, days: 2 }, email: { messages: 1, days: 7 } };
    expect(capFreeAt(caps, 'sms', [mail(1)], day(2))).toBeNull();
    expect(capFreeAt(caps, 'email', [mail(1)], day(2))).toEqual(day(8));
    expect(capFreeAt(caps, 'sms', [mail(1), mail(1), mail(2)], day(2))).toEqual(day(3));
  });

  it('is never exceeded: sending whenever it says so leaves no window with more than the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 10 }), fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 30 }), (messages, days, wishes) => {
        const caps: Caps = { ...none, all: { messages, days } };
        const sent: CountedMessage[] = [];
        for (const hour of wishes.toSorted((a, b) => a - b)) {
          let at = new Date(Date.UTC(2027, 0, 1, hour));
          const last = sent.at(-1);
          if (last && at < last.at) ({ at } = last);
          const free = capFreeAt(caps, 'email', sent, at);
          if (free) expect(free > at).toBe(true);
          at = free ?? at;
          expect(capFreeAt(caps, 'email', sent, at)).toBeNull();
          sent.push({ channel: 'email', at });
        }
        for (const { at } of sent) {
          const window = sent.filter((message) => message.at <= at && at.getTime() - message.at.getTime() < days * 86_400_000);
          expect(window.length).toBeLessThanOrEqual(messages);
        }
      }),
      { numRuns: 200, seed: 20270301 },
    );
  });
});
