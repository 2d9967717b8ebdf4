import type { ClientBase } from 'pg';
import type { Tx } from '../../platform/database/index.js';

const PAGE = 10_000;

/** Copies the refused rows of a dry run to where they outlive it: the transaction that found them is about to be taken back. */
export async function keepRefusedApart(from: ClientBase, to: Tx, workspaceId: string, importId: string): Promise<void> {
  await from.query('DECLARE refused NO SCROLL CURSOR FOR SELECT row_no, fault, value FROM faulty_rows');
  for (;;) {
    const { rows } = await from.query<{ row_no: number; fault: string; value: string }>(`FETCH ${PAGE} FROM refused`);
    if (rows.length === 0) return;
    await to.query(
      `INSERT INTO import_errors (workspace_id, import_id, row_no, fault, value)
       SELECT $1::uuid, $2::uuid, * FROM unnest($3::bigint[], $4::text[], $5::text[])`,
      [workspaceId, importId, rows.map((row) => row.row_no), rows.map((row) => row.fault), rows.map((row) => row.value)],
    );
  }
}
