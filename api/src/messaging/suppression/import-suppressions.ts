import { Injectable } from '@nestjs/common';
import { type ImportedSuppressions, NewSuppression } from '@perennial/contract/admin';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SuppressionStore } from './suppression.store.js';

const SHOWN = 100;
/** Of an erased person, as an export of ours has it. */
const Hidden = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const EmailRow = NewSuppression.extend({ channel: z.literal('email'), address: z.string().trim().toLowerCase().pipe(z.union([z.email().max(320), Hidden])) });
const PhoneRow = NewSuppression.extend({ channel: z.literal('sms'), address: z.union([z.string().trim().regex(/^\+[1-9]\d{5,14}$/), Hidden]) });
const Row = z.discriminatedUnion('channel', [EmailRow, PhoneRow]);

/** Takes in the list of a former system, whole or not at all: nobody on it may get another mail because of a move. */
@Injectable()
export class ImportSuppressions {
  constructor(
    private readonly database: Database,
    private readonly store: SuppressionStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @param csv with the column `address`, and `channel` where it is not all e-mail */
  async run(workspaceId: string, csv: Buffer, actor: Actor): Promise<ImportedSuppressions> {
    const rows = rowsOf(csv);
    const read = rows.map((row) => Row.safeParse({ channel: row['channel']?.trim().toLowerCase() || 'email', address: row['address'] }));
    const entries = read.flatMap(({ data }) => (data ? [data] : []));
    const refused = read.flatMap(({ success }, index) => (success ? [] : [{ row: index + 1, value: (rows[index]?.['address'] ?? '').slice(0, SHOWN) }]));
    const added = await this.database.inWorkspace(workspaceId, async (tx) => {
      const count = await this.store.addAll(tx, workspaceId, entries, actor.id ?? '', this.clock.now());
      await this.audit.record(tx, workspaceId, {
        actor,
        command: 'import-suppressions',
        subject: { kind: 'workspace', id: workspaceId },
        details: { added: count, known: entries.length - count, refused: refused.length },
      });
      return count;
    });
    return { added, known: entries.length - added, refused: refused.length, refusedRows: refused.slice(0, SHOWN) };
  }
}

function rowsOf(csv: Buffer): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { bom: true, columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()), skip_empty_lines: true, relax_column_count: true });
  } catch {
    throw new Refusal('suppressions-not-readable');
  }
  if (rows.length === 0 || !rows.some((row) => 'address' in row)) throw new Refusal('suppressions-not-readable');
  return rows;
}
