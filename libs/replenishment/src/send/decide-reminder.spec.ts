import { describe, expect, it } from '@jest/globals';
import { decideHoldout, decideReminder, type ReminderFacts } from './decide-reminder.js';

const ready: ReminderFacts = {
  today: '2027-03-10',
  cycleOpen: true,
  cycleGone: false,
  consent: true,
  address: 'ada@example.com',
  suppressed: false,
  stoppedAll: false,
  stoppedProduct: false,
  remindable: true,
  discontinued: false,
  lapsed: false,
  rulePaused: false,
  dueOn: '2027-03-10',
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
  ])('skips: %s', (because, facts) => {
    expect(decideReminder({ ...ready, ...facts })).toEqual({ kind: 'skip', because });
  });

  it('holds what may still go later, and says until when', () => {
    expect(decideReminder({ ...ready, rulePaused: true })).toEqual({ kind: 'hold', because: 'rule-paused', until: '2027-03-11' });
    expect(decideReminder({ ...ready, dueOn: '2027-03-15' })).toEqual({ kind: 'hold', because: 'snoozed', until: '2027-03-15' });
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
