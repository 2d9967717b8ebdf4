import type { TestDatabase } from './open-database.js';

/** Every table that belongs to workspaces, by its catalogue entry. */
export async function tenantTables(database: TestDatabase): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'workspace_id' AND NOT a.attisdropped
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Puts one row of this workspace into every tenant table. What the columns mean does not matter here, so the checks,
 * references and triggers of this throw-away database are removed first.
 */
export async function fillEveryTable(database: TestDatabase, workspaceId: string): Promise<void> {
  await database.rows(`
    DO $$
    DECLARE c record;
    BEGIN
      FOR c IN SELECT conrelid::regclass AS "table", conname FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c') AND conrelid <> 0 ORDER BY contype DESC
      LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', c.table, c.conname);
      END LOOP;
    END $$`);
  for (const table of await tenantTables(database)) {
    await database.rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const columns = await database.rows<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attidentity = '' AND attgenerated = ''`,
      [table],
    );
    const values = columns.map(({ name, type }) => (name === 'workspace_id' ? workspaceId : sampleOf(type)));
    await database.rows(`INSERT INTO ${table} (${columns.map(({ name }) => name).join()}) VALUES (${values.map((_, i) => `$${i + 1}`).join()})`, values);
  }
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  uuid: '00000000-0000-4000-8000-000000000001',
  text: 'x',
  'character varying': 'x',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01T00:00:00Z',
  boolean: false,
  jsonb: '{}',
  bytea: Buffer.from('x'),
  smallint: 1,
  integer: 1,
  bigint: 1,
  numeric: 1,
  real: 1,
  'double precision': 1,
  currency_code: 'EUR',
  ledger_account: 'receivable',
};

function sampleOf(type: string): unknown {
  if (type.endsWith('[]')) return [sampleOf(type.slice(0, -2))];
  if (type in SAMPLES) return SAMPLES[type];
  throw new Error(`Say in ${import.meta.url} what a value of type ${type} looks like.`);
}
