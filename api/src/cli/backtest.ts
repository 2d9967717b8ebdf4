import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type BacktestReport, FAIR_WITHIN_DAYS, RunBacktest } from '../replenishment/index.js';
import { wholeDays } from './predict.js';
import { withLog } from './with-log.js';

interface Options {
  readonly fairWithin: number;
  readonly json?: string;
}

export const backtestCommand = (): Command =>
  new Command('backtest')
    .description('How good the predictions would have been on a purchase log, beside the rules of thumb: the engine is run as of past nights and judged by what followed.')
    .argument('<file>', 'the log: CSV or .gz with customer_id, product_id, ordered_at, quantity; further columns are ignored')
    .option('--fair-within <days>', 'the longest gap of the horizon-fair figures, which only judge gaps seen to their end', wholeDays, FAIR_WITHIN_DAYS)
    .option('--json <file>', 'also write the figures as JSON')
    .action((file: string, options: Options) => backtest(file, options));

async function backtest(file: string, { fairWithin, json }: Options): Promise<void> {
  await withLog(file, async (service, workspaceId) => {
    const report = await service.get(RunBacktest, { strict: false }).run(workspaceId, fairWithin);
    if (!report) throw new Error('The log holds no purchases.');
    process.stdout.write(tableOf(report));
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  });
}

function tableOf({ from, to, horizonDays, sentence, scores, windows, nights, notGoodEnough }: BacktestReport): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const line = (cells: readonly string[]) => `${cells.map((cell, i) => (i < 2 ? cell.padEnd(20) : cell.padStart(12))).join('')}\n`;
  const parts = [
    `${sentence.en}\n`,
    ...notGoodEnough.map(({ name, within7Days, promised }) => `Not good enough: ${name}, within ±7 days for ${percent(within7Days)} of ${promised}\n`),
    `\n${from} to ${to}; horizon-fair: gaps of at most ${horizonDays} days, seen to their end\n\n`,
    line(['gaps', 'method', 'cases', 'MALR', 'mean days', 'median days', 'within 20 %', '3 days', '7 days']),
    ...scores.map((s) => line([s.set, s.method, String(s.cases), s.malr.toFixed(4), s.meanErrorDays.toFixed(1), s.medianErrorDays.toFixed(1), percent(s.within20Percent), percent(s.within3Days), percent(s.within7Days)])),
    `\nThe window that should hold 80 %\n`,
    ...windows.map((w) => line([w.set, '', String(w.cases), percent(w.coverage), `${w.widthRatio.toFixed(1)} x`])),
    `\nNights\n`,
    line(['as of', '', 'pairs', 'reliable', ...(nights[0]?.precisionAt ?? []).map(({ n }) => `best ${n}`), 'reminders', 'useful', 'early', 'late']),
    ...nights.map((n) => line([
      n.asOf, '', String(n.pairs), String(n.reliable), ...n.precisionAt.map(({ share }) => (share === null ? '-' : percent(share))),
      ...[n.reminders.sent, n.reminders.useful, n.reminders.early, n.reminders.late].map(String),
    ])),
  ];
  return parts.join('');
}
