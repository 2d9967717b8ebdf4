import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { appDatabaseUrl } from '../../api/src/platform/database/index.js';
import { openDatabase, type TestDatabase } from '../stage/open-database.js';
import { fillEveryTable, tenantTables } from '../stage/tenant-tables.js';

/** Indexes of tenant tables that do not start with the workspace, and why each may. */
const ACROSS_WORKSPACES = [
  'workspace_members_user', // a person looks for the workspaces they are a member of, before one is chosen
];

/** What may be read beside the own workspace's rows, and by whom. */
const READ_ACROSS_WORKSPACES = [
  'workspace_members.own_membership', // a person, their own memberships
  'workspace_settings.member_of', // a person, the names of the workspaces they are a member of
];

describe('the layout of the tables keeps workspaces apart', () => {
  let database: TestDatabase;
  let tables: string[];

  beforeAll(async () => {
    database = await openDatabase();
    tables = await tenantTables(database);
  });
  afterAll(() => database.close());

  it('forces row-level security on every table with a workspace, by the same policy, which asks once for what a statement writes', async () => {
    const guarded = await database.rows<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
       WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'own_workspace' AND p.polcmd = '*'
         AND pg_get_expr(p.polqual, c.oid) = '(workspace_id = current_workspace())'
         AND pg_get_expr(p.polwithcheck, c.oid) = '(workspace_id = ( SELECT current_workspace() AS current_workspace))'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(guarded.map(({ name }) => name).sort()).toEqual(tables);
  });

  it('lets nothing else loosen that policy but the few named reads', async () => {
    const others = await database.rows<{ name: string; command: string }>(
      `SELECT tablename || '.' || policyname AS name, cmd AS command FROM pg_policies
       WHERE schemaname = 'public' AND policyname <> 'own_workspace' ORDER BY 1`,
    );
    expect(others).toEqual(READ_ACROSS_WORKSPACES.map((name) => ({ name, command: 'SELECT' })));
  });

  it('starts every primary key, unique key and index with the workspace', async () => {
    const strays = await database.rows<{ name: string }>(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i
       JOIN pg_attribute first ON first.attrelid = i.indrelid AND first.attnum = i.indkey[0]
       WHERE i.indrelid::regclass::text = ANY($1) AND first.attname <> 'workspace_id'`,
      [tables],
    );
    expect(strays.map(({ name }) => name)).toEqual(ACROSS_WORKSPACES);
    const keyless = await database.rows(
      `SELECT name FROM unnest($1::text[]) AS name WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = name::regclass AND i.indisprimary)`,
      [tables],
    );
    expect(keyless).toEqual([]);
  });

  it('leads every reference between workspace tables through the workspace', async () => {
    const strays = await database.rows(
      `SELECT f.conrelid::regclass::text AS "table", f.conname AS name FROM pg_constraint f
       JOIN pg_attribute mine ON mine.attrelid = f.conrelid AND mine.attnum = f.conkey[1]
       JOIN pg_attribute theirs ON theirs.attrelid = f.confrelid AND theirs.attnum = f.confkey[1]
       WHERE f.contype = 'f' AND f.conrelid::regclass::text = ANY($1) AND f.confrelid::regclass::text = ANY($1)
         AND (mine.attname <> 'workspace_id' OR theirs.attname <> 'workspace_id')`,
      [tables],
    );
    expect(strays).toEqual([]);
  });

  it('gives the application a role that owns nothing and is nothing special', async () => {
    const [role] = await database.rows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
         (SELECT count(*)::int FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owned
       FROM pg_roles r WHERE rolname = 'perennial_app'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, memberships: 0, owned: 0 });
  });

  it('cannot refer to a row of another workspace', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    for (const id of [mine, theirs]) await database.rows('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
    const product = `INSERT INTO products (workspace_id, name, substitute_id, created_at, updated_at) VALUES ($1, 'tea', $2, now(), now()) RETURNING id`;
    const [original] = await database.rows<{ id: string }>(product, [theirs, null]);
    await expect(database.rows(product, [mine, original?.id])).rejects.toThrow('violates foreign key constraint');
    await expect(database.rows(product, [theirs, original?.id])).resolves.toHaveLength(1);
  });
});

describe('the application role, with a row of one workspace in every table', () => {
  const owner = randomUUID();
  const neighbour = randomUUID();
  let database: TestDatabase;
  let tables: string[];
  let app: pg.Client;

  beforeAll(async () => {
    database = await openDatabase();
    tables = await tenantTables(database);
    await fillEveryTable(database, owner);
    app = new pg.Client({ connectionString: appDatabaseUrl(database.settings) });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await database.close();
  });

  it('sees no row anywhere while no workspace is set', async () => {
    expect(await seenBy('')).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
  });

  it('sees the row in its workspace and none from another', async () => {
    expect(await seenBy(owner)).toEqual(Object.fromEntries(tables.map((table) => [table, 1])));
    expect(await seenBy(neighbour)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
  });

  it('changes and deletes no row of another workspace', async () => {
    for (const table of tables) {
      expect(await touched(`UPDATE ${table} SET workspace_id = workspace_id`)).toBe(0);
      expect(await touched(`DELETE FROM ${table}`)).toBe(0);
    }
    expect(await seenBy(owner)).toEqual(Object.fromEntries(tables.map((table) => [table, 1])));
  });

  it('writes no row into another workspace', async () => {
    for (const table of tables) {
      await expect(inNeighbour(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1)).*`, [await rowOf(table)])).rejects.toMatchObject({ code: '42501' });
    }
  });

  async function seenBy(workspaceId: string): Promise<Record<string, number>> {
    await app.query(`SELECT set_config('app.workspace_id', $1, false)`, [workspaceId]);
    const seen: Record<string, number> = {};
    for (const table of tables) seen[table] = (await app.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count ?? -1;
    return seen;
  }

  /** Rows a statement reaches; a privilege the role lacks altogether reaches none. */
  async function touched(sql: string): Promise<number | null> {
    try {
      return await inNeighbour(sql, []);
    } catch (error) {
      if ((error as pg.DatabaseError).message.startsWith('permission denied for table')) return 0;
      throw error;
    }
  }

  async function inNeighbour(sql: string, values: unknown[]): Promise<number | null> {
    await app.query(`SELECT set_config('app.workspace_id', $1, false)`, [neighbour]);
    return (await app.query(sql, values)).rowCount;
  }

  async function rowOf(table: string): Promise<unknown> {
    const [row] = await database.rows<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${table} t`);
    return row?.row;
  }
});
