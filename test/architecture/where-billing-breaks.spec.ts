import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const FAILURES = 51;

/** The rows of the page: which failures, and either the tests that would find them or why they cannot happen. */
const rows = readFileSync(join(ROOT, 'docs/where-billing-breaks.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, numbers, , found] = line.split(' | ').length === 3 ? (/^\| ([\d, ]+) \| (.+?) \| (.+) \|$/.exec(line) ?? []) : [];
    return numbers && found ? [{ numbers: numbers.split(', ').map(Number), found }] : [];
  });

describe('the page of where billing breaks', () => {
  it('has every failure once', () => {
    expect(rows.flatMap(({ numbers }) => numbers).toSorted((a, b) => a - b)).toEqual(Array.from({ length: FAILURES }, (_, i) => i + 1));
  });

  it('names tests that are there, or says why it cannot happen', () => {
    for (const { numbers, found } of rows) {
      if (found.startsWith('It cannot happen: ')) continue;
      for (const test of found.split('<br>')) {
        const [, file, name] = /^`(.+\.spec\.ts)`: (.+)$/.exec(test) ?? [];
        if (!file || !name) throw new Error(`${String(numbers)}: ${test}`);
        const its = readFileSync(join(ROOT, file), 'utf8').split('\n').filter((line) => /^\s*(it\(|`|')/.test(line));
        expect({ numbers, file, name, there: its.some((line) => line.includes(name)) }).toEqual({ numbers, file, name, there: true });
      }
    }
  });
});
