import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Import } from '@perennial/contract/admin';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { ImportStore, RunImport, StartImport, UploadImport } from '../replenishment/imports/index.js';
import { WorkspaceDirectory } from '../workspaces/index.js';
import { withService } from './with-service.js';

const PROGRESS_MS = 1000;

interface ImportOptions {
  readonly workspace: string;
  readonly source: string;
  readonly dryRun: boolean;
}

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('book a file of purchases (CSV or .csv.gz); importing the same file twice changes nothing')
    .argument('<file>', 'the file')
    .requiredOption('--workspace <slug or id>', 'whose purchases these are')
    .option('--source <name>', 'which system they come from; order numbers are unique within it', 'file')
    .option('--dry-run', 'read and check everything, book nothing', false)
    .action(async (file: string, options: ImportOptions) => {
      await access(file);
      const outcome = await withService((service) => importFile(service, file, options));
      process.stdout.write(`${JSON.stringify({ id: outcome.id, status: outcome.status, failureCode: outcome.failureCode, ...outcome.result }, null, 2)}\n`);
      if (outcome.status !== 'done') process.exitCode = 1;
    });
}

async function importFile(service: INestApplicationContext, file: string, { workspace, source, dryRun }: ImportOptions): Promise<Import> {
  const workspaceId = await service.get(WorkspaceDirectory).idOf(workspace);
  if (!workspaceId) throw new Error(`There is no workspace ${workspace}.`);
  const look = (id: string) => service.get(Database).inWorkspace(workspaceId, (tx) => service.get(ImportStore).get(tx, workspaceId, id));
  const id = await service.get(UploadImport).run(SYSTEM, workspaceId, { name: basename(file), source, content: createReadStream(file) });
  await service.get(StartImport).run(SYSTEM, workspaceId, id, { dryRun });
  const progress = setInterval(() => {
    void look(id).then(({ status, rowsRead, rowsPerSecond, secondsLeft }) =>
      process.stderr.write(`\r${status}: ${rowsRead} rows, ${rowsPerSecond ?? 0} rows/s, ${secondsLeft ?? '?'} s left   `),
    );
  }, PROGRESS_MS);
  try {
    // The service may have picked the queued import up already; then this waits for it to end.
    await service.get(RunImport).run(workspaceId, id);
  } finally {
    clearInterval(progress);
    process.stderr.write('\n');
  }
  return look(id);
}
