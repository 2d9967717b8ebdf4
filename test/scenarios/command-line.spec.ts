import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { Backtest, BacktestScore } from '@perennial/contract/admin';

const root = join(import.meta.dirname, '../..');
const DATA = join(process.env['PERENNIAL_SHARED'] ?? join(root, '..', 'shared'), 'data');
const CDNOW = join(DATA, 'cdnow.csv.gz');
if (!existsSync(CDNOW)) process.stderr.write(`skipped: the real purchase logs are not at ${DATA}\n`);

const HEADER = 'customer_id,product_id,product_name,ordered_at,quantity,unit_price';
const PREDICTED = 'customer_id,product_id,last_ordered_at,purchases,expected_on,from,to,probability,basis,reliable';

interface Row {
  readonly customer: string;
  readonly day: string;
}

/** Twenty customers of one product, each every 26 to 30 days; after the as-of day whatever `later` makes of it. */
function logOf(later: (row: Row) => Row | null): string {
  const rows = Array.from({ length: 20 }, (_, c) => Array.from({ length: 14 }, (_, i): Row => ({ customer: `C${c}`, day: addDays('2024-01-05', c + i * (26 + (c % 5))) }))).flat();
  const kept = rows.flatMap((row) => (row.day <= AS_OF ? [row] : [later(row)].filter((changed) => changed !== null)));
  return [HEADER, ...kept.map(({ customer, day }) => `${customer},TEA,"Green tea, loose",${day},1,4.50`)].join('\n');
}
const AS_OF = '2024-10-31';

describe('the command line, from a file and without a server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-log-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function perennial(...args: string[]): Promise<{ code: number | null; printed: string; told: string }> {
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [join(root, 'libs/launcher/bin/perennial.mjs'), ...args], { env: { PATH, HOME, TMPDIR }, stdio: ['ignore', 'pipe', 'pipe'] });
    const [printed, told, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((resolve) => child.once('close', resolve))]);
    return { code, printed, told };
  }
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content);
    return path;
  };

  describe('predict', () => {
    let predicted: string;
    beforeAll(async () => {
      const out = join(folder, 'out.csv');
      const { code, told } = await perennial('predict', file('log.csv', logOf((row) => row)), '--as-of', AS_OF, '--horizon', '14', '--out', out);
      expect({ code, told }).toMatchObject({ code: 0, told: expect.stringMatching(/^280 of 280 rows read\./) });
      predicted = readFileSync(out, 'utf8');
    });

    it('writes one row for each customer and product: dates in order and not past, a probability, and the facts', () => {
      const [header, ...rows] = predicted.trim().split('\n');
      expect(header).toBe(PREDICTED);
      expect(rows).toHaveLength(20);
      for (const row of rows) {
        const [customer, product, last, purchases, expected, from, to, probability, basis, reliable] = row.split(',') as string[];
        expect(customer).toMatch(/^C\d+$/);
        expect(product).toBe('TEA');
        expect(String(last) <= AS_OF && AS_OF <= String(from) && String(from) <= String(expected) && String(expected) <= String(to)).toBe(true);
        expect(Number(purchases)).toBeGreaterThan(9);
        expect(Number(probability)).toBeGreaterThanOrEqual(0);
        expect(Number(probability)).toBeLessThanOrEqual(1);
        expect([basis, reliable]).toEqual(['personal', 'true']);
      }
    });

    it('knows nothing of the future: another future, gzipped and with another horizon spelled out, is the same prediction', async () => {
      const out = join(folder, 'other.csv');
      const other = logOf(({ customer, day }) => (customer === 'C3' ? null : { customer: `C${Number(customer.slice(1)) % 7}`, day: addDays(day, 11) }));
      expect(await perennial('predict', file('other.csv.gz', other), '--as-of', AS_OF, '--horizon', '14', '--out', out)).toMatchObject({ code: 0 });
      expect(readFileSync(out, 'utf8')).toBe(predicted);
    });

    it('refuses a day that is none', async () => {
      expect(await perennial('predict', join(folder, 'log.csv'), '--as-of', '2026-02-30')).toMatchObject({ code: 1, told: expect.stringContaining('It must be a day like 2026-03-31.') });
    });
  });

  describe('backtest', () => {
    it('prints every method, and writes the same figures as JSON', async () => {
      const json = join(folder, 'report.json');
      const { code, printed } = await perennial('backtest', join(folder, 'log.csv'), '--json', json);
      expect(code).toBe(0);
      expect(printed).toMatch(/^Would have been right within ±7 days for \d+ of 10 orders\.\n/);
      const report = JSON.parse(readFileSync(json, 'utf8')) as Backtest;
      const all = report.scores.filter(({ set }) => set === 'all');
      expect(all).toHaveLength(8);
      for (const { method, malr } of all) expect(printed).toMatch(new RegExp(`all +${method} +260 +${malr.toFixed(4)}`));
    });

    it('says what is wrong with a file that is no log', async () => {
      const { code, told } = await perennial('backtest', file('empty.csv', ''));
      expect(code).toBe(1);
      expect(told).toContain('The file');
    });

    // CDNOW cohort of 1997 (Fader & Hardie), published for research.
    (existsSync(CDNOW) ? it : it.skip)('is below the promised error on a real log, with the promised window', async () => {
      const json = join(folder, 'cdnow.json');
      expect(await perennial('backtest', CDNOW, '--fair-within', '150', '--json', json)).toMatchObject({ code: 0 });
      const { scores, windows } = JSON.parse(readFileSync(json, 'utf8')) as Backtest;
      const fair = (method: BacktestScore['method']) => scores.find((s) => s.set === 'horizon-fair' && s.method === method)?.malr;
      expect(fair('ours')).toBeLessThanOrEqual(0.92);
      const coverage = windows.find(({ set }) => set === 'horizon-fair')?.coverage;
      expect(coverage).toBeGreaterThan(0.76);
      expect(coverage).toBeLessThan(0.84);
    });
  });
});
