import { describe, expect, it } from '@jest/globals';
import { decideHoldout, decideReminder, type ReminderFacts } from './decide-reminder.js';

const ready: ReminderFacts = {
  today: '2027-03-10',
  cycleOpen: true,
  cycleGone: false,
  consent: true,
  address: 'ada@example.com',
  channelOffered: true,
  suppressed: false,
  stoppedAll: false,
  stoppedProduct: false,
  remindable: true,
  discontinued: false,
  lapsed: false,
  outOfStock: false,
  ownedByRep: false,
  subscribed: false,
  orderOpen: false,
  rulePaused: false,
  ruleEnded: false,
  allPaused: false,
  suspended: false,
  limitedUntil: null,
  notBefore: null,
  dueOn: '2027-03-10',
  usefulUntil: '2027-03-24',
  capFreeAt: null,
  capFreeOn: null,
  quietUntil: null,
};

describe('decideReminder', () => {
  it('lets a reminder go when nothing speaks against it', () => {
    expect(decideReminder(ready)).toEqual({ kind: 'send' });
    expect(decideReminder({ ...ready, dueOn: '2027-03-01' })).toEqual({ kind: 'send' });
  });

  it.each<[string, Partial<ReminderFacts>]>([
    ['cycle-gone', { cycleGone: true }],
    ['bought-since', { cycleOpen: false }],
    ['stopped-all', { stoppedAll: true }],
    ['stopped-product', { stoppedProduct: true }],
    ['no-consent', { consent: false }],
    ['not-remindable', { remindable: false }],
    ['discontinued', { discontinued: true }],
    ['lapsed', { lapsed: true }],
    ['no-address', { address: null }],
    ['suppressed', { suppressed: true }],
    ['channel-not-offered', { channelOffered: false }],
    ['owned-by-rep', { ownedByRep: true }],
    ['subscribed', { subscribed: true }],
    ['rule-ended', { ruleEnded: true }],
    ['plan-limit', { limitedUntil: '2027-04-01' }],
    ['frequency-cap', { capFreeAt: new Date('2027-03-25T09:00:00Z'), capFreeOn: '2027-03-25' }],
  ])('skips: %s', (because, facts) => {
    expect(decideReminder({ ...ready, ...facts })).toEqual({ kind: 'skip', because });
  });

  const night = new Date('2027-03-11T08:00:00Z');
  it.each<[string, Partial<ReminderFacts>, string | Date]>([
    ['workspace-suspended', { suspended: true }, '2027-03-11'],
    ['all-paused', { allPaused: true }, '2027-03-11'],
    ['rule-paused', { rulePaused: true }, '2027-03-11'],
    ['open-order', { orderOpen: true }, '2027-03-11'],
    ['out-of-stock', { outOfStock: true }, '2027-03-11'],
    ['still-has-some', { notBefore: '2027-03-14' }, '2027-03-14'],
    ['snoozed', { dueOn: '2027-03-15' }, '2027-03-15'],
    ['plan-limit', { limitedUntil: '2027-03-20' }, '2027-03-20'],
    ['frequency-cap', { capFreeAt: new Date('2027-03-12T09:00:00Z'), capFreeOn: '2027-03-12' }, new Date('2027-03-12T09:00:00Z')],
    ['quiet-hours', { quietUntil: night }, night],
  ])('holds what may still go later, and says until when: %s', (because, facts, until) => {
    expect(decideReminder({ ...ready, ...facts })).toEqual({ kind: 'hold', because, until });
  });

  it('never holds what the customer stopped', () => {
    expect(decideReminder({ ...ready, rulePaused: true, stoppedAll: true })).toEqual({ kind: 'skip', because: 'stopped-all' });
  });
});

describe('decideHoldout', () => {
  it('skips the control and lets the others go, those of rules that hold nobody back included', () => {
    expect(decideHoldout('control')).toEqual({ kind: 'skip', because: 'holdout' });
    expect(decideHoldout('treated')).toEqual({ kind: 'send' });
    expect(decideHoldout(null)).toEqual({ kind: 'send' });
  });
});
