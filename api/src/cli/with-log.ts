import { createReadStream } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { importFaultText } from '@perennial/contract/admin';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { ImportStore, RunImport, StartImport, UploadImport } from '../replenishment/index.js';
import { CreateWorkspace } from '../workspaces/index.js';
import { withService } from './with-service.js';

const PROFILE = { name: 'Log', senderName: 'Log', replyTo: null, timeZone: 'UTC', locale: 'en', currency: 'USD' } as const;

/** Reads a purchase log through the same import as any shop's into a workspace of its own. Refused rows are told by reason on stderr. */
export async function withLog(file: string, work: (service: INestApplicationContext, workspaceId: string) => Promise<void>): Promise<void> {
  await withService(async (service) => {
    const workspaceId = await service.get(CreateWorkspace, { strict: false }).run(SYSTEM, { slug: 'log', ...PROFILE });
    const id = await service.get(UploadImport, { strict: false }).run(SYSTEM, workspaceId, { name: file, source: 'log', content: createReadStream(file) });
    await service.get(StartImport, { strict: false }).run(SYSTEM, workspaceId, id, { dryRun: false });
    await service.get(RunImport, { strict: false }).run(workspaceId, id);
    const { status, failureCode, result } = await service.get(Database).inWorkspace(workspaceId, (tx) => service.get(ImportStore, { strict: false }).get(tx, workspaceId, id));
    if (status !== 'done' || !result) throw new Error(`The file could not be read: ${failureCode ?? status}`);
    process.stderr.write(`${result.booked} of ${result.rows} rows read.\n`);
    for (const [fault, rows] of Object.entries(result.refusedBecause)) process.stderr.write(`${rows} rows refused: ${importFaultText(fault as keyof typeof result.refusedBecause, 'en')}\n`);
    await work(service, workspaceId);
  });
}
