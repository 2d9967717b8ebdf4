import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { auditEntries } from '../i18n/en/audit';
import { COMMANDS } from './commands';

const api = join(import.meta.dirname, '../../../api/src');

/** Commands that belong to no workspace: they are in the operators' own trail. */
const OF_OPERATORS = ['pause-all-sending', 'resume-all-sending', 
  'advance-test-clock', 'make-coupon', 'name-seller', 'publish-add-on', 'publish-plan', 'publish-refund-policy', 'replay-stripe-event', 'start-reconcile',
];

const sources = globSync('**/*.ts', { cwd: api })
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(api, file), 'utf8'));

describe('the texts of the audit trail', () => {
  it('know every command that the API records in a workspace', () => {
    const recorded = sources.flatMap((source) => [...source.matchAll(/command: '([a-z]+(?:-[a-z]+)+)'/g)].map(([, command]) => command as string));
    expect(recorded.length).toBeGreaterThan(20);
    expect(recorded.filter((command) => !OF_OPERATORS.includes(command) && !(COMMANDS as readonly string[]).includes(command))).toEqual([]);
  });

  it('know none that the API does not have', () => {
    expect(COMMANDS.filter((command) => !sources.some((source) => source.includes(`'${command}'`)))).toEqual([]);
  });

  it('have words for each command and for each subject', () => {
    expect(Object.keys(auditEntries.commands).sort()).toEqual([...COMMANDS].sort());
    const subjects = sources.flatMap((source) => [...source.matchAll(/subject: \{ kind: '([a-z-]+)'/g)].map(([, kind]) => kind as string));
    const ofOperators = ['service', 'test-clock', 'seller', 'plan', 'add-on', 'coupon', 'refund-policy', 'staff-account', 'stripe-event', 'reconcile'];
    expect([...new Set(subjects)].filter((kind) => !ofOperators.includes(kind) && !(kind in auditEntries.subjects))).toEqual([]);
  });
});
