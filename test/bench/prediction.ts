/**
 * How good the predictions are on real logs: the backtest of the service's command line over each log in ../shared/data, beside
 * the figures it is meant to reach. The tables are the command's own.
 *
 *   npm run bench -- prediction
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backtest, BacktestCases, BacktestMethod } from '@perennial/contract/admin';

const root = join(import.meta.dirname, '..', '..');
const data = join(process.env['PERENNIAL_SHARED'] ?? join(root, '..', 'shared'), 'data');

interface Target {
  readonly says: string;
  /** The measured figure and whether it is where it should be. */
  measure(report: Backtest): { readonly figure: string; readonly reached: boolean };
}

interface Log {
  readonly file: string;
  readonly horizonDays: number;
  readonly targets: readonly Target[];
}

const malr = ({ scores }: Backtest, set: BacktestCases, method: BacktestMethod): number => scores.find((s) => s.set === set && s.method === method)?.malr ?? Number.NaN;
const rules = (report: Backtest, set: BacktestCases): number[] => report.scores.filter((s) => s.set === set && s.method !== 'ours').map((s) => s.malr);

const atMost = (set: BacktestCases, limit: number): Target => ({
  says: `${set}: MALR at most ${limit}`,
  measure: (report) => ({ figure: malr(report, set, 'ours').toFixed(4), reached: malr(report, set, 'ours') <= limit }),
});
const belowEveryRule = (set: BacktestCases): Target => ({
  says: `${set}: below every rule of thumb`,
  measure: (report) => {
    const best = Math.min(...rules(report, set));
    return { figure: `${malr(report, set, 'ours').toFixed(4)}, best rule ${best.toFixed(4)}`, reached: malr(report, set, 'ours') < best };
  },
});
const covered = (set: BacktestCases): Target => ({
  says: `${set}: the window holds 76 to 84 %`,
  measure: ({ windows }) => {
    const coverage = windows.find((w) => w.set === set)?.coverage ?? Number.NaN;
    return { figure: `${(100 * coverage).toFixed(1)} %`, reached: coverage >= 0.76 && coverage <= 0.84 };
  },
});
/** A log without memory: whoever beats the median of all gaps by more than chance on it is looking ahead. */
const likeTheMedian = (set: BacktestCases): Target => ({
  says: `${set}: within 1 % of the global median`,
  measure: (report) => {
    const ratio = malr(report, set, 'ours') / malr(report, set, 'global-median');
    return { figure: `${(100 * (ratio - 1)).toFixed(1)} %`, reached: Math.abs(ratio - 1) <= 0.01 };
  },
});
const mostlyWithoutRhythm: Target = {
  says: 'most pairs: no reliable rhythm',
  measure: ({ nights }) => {
    const last = nights.at(-1);
    return { figure: last ? `${last.pairs - last.reliable} of ${last.pairs}` : 'no night', reached: last !== undefined && last.reliable < last.pairs / 2 };
  },
};

const LOGS: readonly Log[] = [
  {
    file: 'online_retail.csv.gz',
    horizonDays: 120,
    targets: [atMost('last-gap', 0.79), belowEveryRule('last-gap'), atMost('horizon-fair-known', 0.68), belowEveryRule('horizon-fair-known'), covered('last-gap'), covered('horizon-fair')],
  },
  { file: 'cdnow.csv.gz', horizonDays: 150, targets: [atMost('horizon-fair', 0.92), covered('horizon-fair')] },
  { file: 'retail_tx.csv.gz', horizonDays: 120, targets: [likeTheMedian('last-gap'), mostlyWithoutRhythm] },
];

async function backtest(log: string, horizonDays: number, json: string): Promise<void> {
  const args = [join(root, 'libs/launcher/bin/perennial.mjs'), 'backtest', log, '--fair-within', String(horizonDays), '--json', json];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The backtest of ${log} ended with ${String(code)}.`);
}

const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
try {
  for (const { file, horizonDays, targets } of LOGS) {
    const log = join(data, file);
    process.stdout.write(`\n${file}\n\n`);
    if (!existsSync(log)) {
      process.stdout.write(`Skipped: ${log} is not there.\n`);
      continue;
    }
    const json = join(folder, `${file}.json`);
    await backtest(log, horizonDays, json);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Backtest;
    process.stdout.write('\nTargets\n');
    for (const { says, measure } of targets) {
      const { figure, reached } = measure(report);
      process.stdout.write(`${says.padEnd(50)}${figure.padEnd(30)}${reached ? 'reached' : 'MISSED'}\n`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
