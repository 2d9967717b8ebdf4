import { createReadStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type Import, importFaultText, UploadImport as UploadRequest } from '@perennial/contract/admin';
import { Command } from 'commander';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { ImportStore, RunImport, StartImport, type StoredImport, UploadImport } from '../replenishment/index.js';
import { withService } from './with-service.js';
import { workspaceNamed } from './workspace-named.js';

interface Options {
  readonly workspace: string;
  readonly source: string;
  readonly dryRun: boolean;
}

const PROGRESS_MS = 500;

export const importCommand = (): Command =>
  new Command('import')
    .description('Import purchases from a CSV file (or .gz). Progress goes to stderr, the result as JSON to stdout. The same file twice changes nothing.')
    .argument('<file>', 'the file; its encoding, delimiter, columns and dates are guessed')
    .requiredOption('-w, --workspace <slug or id>', 'the workspace to import into')
    .option('-s, --source <name>', 'where the orders come from; with the order id it makes an order the same order', 'file')
    .option('--dry-run', 'check everything, book nothing', false)
    .action(async (file: string, options: Options) => {
      process.exitCode = await withService((service) => importFile(service, file, options));
    });

/** @returns the exit code: 0 done, 1 it ended otherwise, 2 done but no row could be booked */
async function importFile(service: INestApplicationContext, file: string, options: Options): Promise<number> {
  const database = service.get(Database);
  const workspaceId = await workspaceNamed(service, options.workspace);
  const { source } = UploadRequest.parse({ source: options.source });
  const id = await service.get(UploadImport, { strict: false }).run(SYSTEM, workspaceId, { name: file, source, content: createReadStream(file) });
  // The job stands by: should this process be killed, a worker of the service takes over.
  await service.get(StartImport, { strict: false }).run(SYSTEM, workspaceId, id, { dryRun: options.dryRun });
  const look = () => database.inWorkspace(workspaceId, (tx) => service.get(ImportStore, { strict: false }).get(tx, workspaceId, id));
  const done = new AbortController();
  const reporting = report(look, done.signal);
  try {
    await service.get(RunImport, { strict: false }).run(workspaceId, id);
  } finally {
    done.abort();
    await reporting;
  }
  return summary(await look());
}

async function report(look: () => Promise<StoredImport>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await wait(PROGRESS_MS, undefined, { signal: until }).catch(() => undefined);
    const { status, rowsRead, bytesRead, fileBytes, rowsPerSecond, secondsLeft } = await look();
    const percent = Math.round((bytesRead / fileBytes) * 100);
    process.stderr.write(`${status}: ${rowsRead} rows, ${percent} % of the file, ${rowsPerSecond ?? 0} rows/s, ${secondsLeft ?? '?'} s left\n`);
  }
}

function summary(done: Import): number {
  const { result } = done;
  process.stdout.write(`${JSON.stringify({ id: done.id, status: done.status, dryRun: done.dryRun, sameFileAs: done.sameFileAs, failureCode: done.failureCode, ...result }, null, 2)}\n`);
  if (!result || done.status !== 'done') return 1;
  if (result.booked === 0 && result.unchanged > 0) process.stderr.write('Nothing new: the ledger had all of it.\n');
  for (const [fault, rows] of Object.entries(result.refusedBecause)) {
    process.stderr.write(`${rows} rows refused: ${importFaultText(fault as keyof typeof result.refusedBecause, 'en')}\n`);
  }
  return result.booked + result.unchanged === 0 && result.refused > 0 ? 2 : 0;
}
