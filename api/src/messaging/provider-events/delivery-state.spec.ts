import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DeliveryState, deliveryAfter } from './delivery-state.js';

const events = fc.array(fc.constantFrom<DeliveryState>('delivered', 'soft-bounced', 'hard-bounced', 'complained', 'failed'), { minLength: 1, maxLength: 8 });
const after = (happened: readonly DeliveryState[]) => happened.reduce<DeliveryState | null>(deliveryAfter, null);

describe('what is known about a delivery', () => {
  it('does not depend on the order in which the events come, nor on one that comes twice', () => {
    fc.assert(
      fc.property(
        events.chain((happened) => fc.tuple(fc.constant(happened), fc.shuffledSubarray([...happened, ...happened], { minLength: happened.length * 2 }))),
        ([happened, otherwise]) => expect(after(otherwise)).toBe(after(happened)),
      ),
    );
  });

  it('never becomes less', () => {
    expect(after(['complained', 'delivered'])).toBe('complained');
    expect(after(['hard-bounced', 'soft-bounced'])).toBe('hard-bounced');
    expect(after(['soft-bounced', 'delivered'])).toBe('delivered');
    expect(after(['delivered', 'hard-bounced'])).toBe('hard-bounced');
  });
});
