import { describe, expect, it } from '@jest/globals';
import { creditOrders, type OrderedLine, type Touch } from './credit-orders.js';

const at = (text: string) => new Date(`${text}:00Z`);
const mail = (reminderId: string, when: string): Touch => ({ reminderId, by: 'mail', at: at(when) });
const click = (reminderId: string, when: string): Touch => ({ reminderId, by: 'click', at: at(when) });
const order = (orderId: string, when: string, quantity = 1, returnOf: string | null = null): OrderedLine => ({ orderId, at: at(when), quantity, returnOf });
const credited = (touches: readonly Touch[], ...lines: OrderedLine[]) =>
  creditOrders(touches, lines).map(({ orderId, reminderId, quantity }) => `${quantity} of ${orderId} by ${reminderId}`);

describe('creditOrders', () => {
  const march = [mail('march', '2027-03-10T09:00')];

  it('credits an order from the moment the mail left until seven days later, that moment excluded', () => {
    expect(credited(march, order('a', '2027-03-10T09:00'))).toEqual(['1 of a by march']);
    expect(credited(march, order('a', '2027-03-17T08:59'))).toEqual(['1 of a by march']);
    expect(credited(march, order('a', '2027-03-17T09:00'))).toEqual([]);
    expect(credited(march, order('a', '2027-03-10T08:59'))).toEqual([]);
  });

  it('credits the last mail before the order', () => {
    expect(credited([mail('late', '2027-03-14T09:00'), ...march, mail('later', '2027-03-16T09:00')], order('a', '2027-03-15T12:00'))).toEqual(['1 of a by late']);
  });

  it('credits what was clicked last, for five days; after that the mail as long as it counts', () => {
    const both = [...march, mail('other', '2027-03-11T09:00'), click('march', '2027-03-11T10:00')];
    const byClick = (when: string) => creditOrders(both, [order('a', when)]).map(({ reminderId, by }) => `${reminderId} by ${by}`);
    expect(byClick('2027-03-11T09:30')).toEqual(['other by mail']);
    expect(byClick('2027-03-11T10:00')).toEqual(['march by click']);
    expect(byClick('2027-03-16T09:59')).toEqual(['march by click']);
    expect(byClick('2027-03-16T10:00')).toEqual(['other by mail']);
    expect(byClick('2027-03-18T09:00')).toEqual([]);
  });

  it('takes back what came back of the order it names, whatever else was bought since', () => {
    const [first, second] = [order('a', '2027-03-11T12:00', 3), order('b', '2027-03-12T12:00', 2)];
    expect(credited(march, first, second, order('r', '2027-03-20T12:00', -3, 'a'))).toEqual(['2 of b by march']);
    expect(credited(march, first, second, order('r', '2027-03-20T12:00', -1, 'a'))).toEqual(['2 of a by march', '2 of b by march']);
  });

  it('takes what names no order off the newest, and no more than there was', () => {
    const [first, second] = [order('a', '2027-03-11T12:00', 3), order('b', '2027-03-12T12:00', 2)];
    expect(credited(march, second, order('r', '2027-03-20T12:00', -4), first)).toEqual(['1 of a by march']);
    expect(credited(march, order('r', '2027-03-10T10:00', -4), first)).toEqual(['3 of a by march']);
    expect(credited(march, first, order('c', '2027-03-21T12:00', 1), order('r', '2027-03-22T12:00', -1))).toEqual(['3 of a by march']);
  });
});
