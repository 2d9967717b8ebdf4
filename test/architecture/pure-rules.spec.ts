import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** What a rule may not ask, and what says so in the source. */
const FORBIDDEN = [
  { what: 'the time', source: /\bnew Date\(\s*\)|\bDate\.now\(/ },
  { what: 'chance', source: /\bMath\.random\(|\brandomUUID\(/ },
  { what: 'the environment', source: /\bprocess\.|\bimport\.meta\.env/ },
];

function impurities(source: string): string[] {
  return FORBIDDEN.filter((forbidden) => forbidden.source.test(source)).map(({ what }) => what);
}

const files = (pattern: string, ...except: string[]) => globSync(pattern, { cwd: root, exclude: ['**/*.spec.ts', ...except] }).sort();

describe('the clock is an argument', () => {
  it.each(files('libs/{billing,calendar,money,replenishment}/src/**/*.ts'))('%s asks nothing but its arguments', (file) => {
    expect(impurities(readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  it.each(files('api/src/{billing,messaging,privacy,replenishment,workspaces}/**/*.ts'))('%s takes business time from Clock', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/\bnew Date\(\s*\)|\bDate\.now\(/);
  });

  it('finds what is planted', () => {
    expect(impurities('const now = new Date();')).toEqual(['the time']);
    expect(impurities('Date.now() + Math.random()')).toEqual(['the time', 'chance']);
    expect(impurities("process.env['X']")).toEqual(['the environment']);
    expect(impurities('new Date(value).getTime()')).toEqual([]);
  });
});
