import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { isPlainDate, type PlainDate } from '@perennial/calendar';
import { HORIZON_DAYS } from '@perennial/replenishment';
import { Command, InvalidArgumentError } from 'commander';
import { stringify } from 'csv-stringify';
import { PredictAsOf, type PredictedPair } from '../replenishment/index.js';
import { withLog } from './with-log.js';

interface Options {
  readonly asOf: PlainDate;
  readonly horizon: number;
  readonly out?: string;
}

const COLUMNS = ['customer_id', 'product_id', 'last_ordered_at', 'purchases', 'expected_on', 'from', 'to', 'probability', 'basis', 'reliable'];
const rowOf = (pair: PredictedPair) => [
  pair.customerId, pair.productId, pair.lastOrderedOn, pair.purchases, pair.expectedOn, pair.from, pair.to, pair.probability.toFixed(6), pair.basis, String(pair.reliable),
];

export const predictCommand = (): Command =>
  new Command('predict')
    .description('Predict the next order of every customer and product from a purchase log (CSV or .gz with customer_id, product_id, ordered_at, quantity), as of a day.')
    .argument('<file>', 'the log; further columns are ignored')
    .requiredOption('--as-of <day>', 'YYYY-MM-DD; later rows are not used', day)
    .option('--horizon <days>', 'the days within which the probability of an order is given', wholeDays, HORIZON_DAYS)
    .option('-o, --out <file>', 'where the CSV goes; stdout when left out')
    .action((file: string, options: Options) => predict(file, options));

async function predict(file: string, { asOf, horizon, out }: Options): Promise<void> {
  await withLog(file, async (service, workspaceId) => {
    const csv = stringify({ header: true, columns: COLUMNS });
    const target = csv.pipe(out === undefined ? process.stdout : createWriteStream(out));
    await service.get(PredictAsOf, { strict: false }).run(workspaceId, asOf, horizon, async (pairs) => {
      for (const pair of pairs) if (!csv.write(rowOf(pair))) await once(csv, 'drain');
    });
    csv.end();
    if (target !== process.stdout) await finished(target);
  });
}

function day(value: string): PlainDate {
  if (!isPlainDate(value)) throw new InvalidArgumentError('It must be a day like 2026-03-31.');
  return value;
}

export function wholeDays(value: string): number {
  const days = Number(value);
  if (!Number.isInteger(days) || days < 1 || days > 3650) throw new InvalidArgumentError('It must be a number of days from 1 to 3650.');
  return days;
}
