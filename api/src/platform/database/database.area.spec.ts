import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { Database, type Tx } from './index.js';

describe('the way into the database', () => {
  const [tea, pets] = [randomUUID(), randomUUID()];
  let area: Area;
  let database: Database;

  beforeAll(async () => {
    // One connection: whatever a transaction leaves on it, the next one would find.
    area = await openArea([], { databasePoolSize: 1 });
    database = area.app.get(Database);
    await area.database.rows(`INSERT INTO workspaces (id, slug, created_at) VALUES ($1, 'tea', now()), ($2, 'pets', now())`, [tea, pets]);
  });
  afterAll(() => area?.close());

  const add = (tx: Tx, workspaceId: string, name: string) =>
    tx.query(`INSERT INTO customers (workspace_id, name, email, locale, created_at, updated_at) VALUES ($1, $2, lower($2) || '@people.example', 'en', now(), now())`, [workspaceId, name]);
  const names = async (tx: Pick<Tx, 'query'>) => (await tx.query<{ name: string }[]>('SELECT name FROM customers ORDER BY name')).map(({ name }) => name);
  const setting = async () => (await database.dataSource.query<{ id: string | null }[]>(`SELECT current_setting('app.workspace_id', true) AS id`))[0]?.id || null;

  it('shows a workspace its own rows, and no other its rows', async () => {
    await database.inWorkspace(tea, (tx) => add(tx, tea, 'Ada'));
    await database.inWorkspace(pets, (tx) => add(tx, pets, 'Bo'));
    expect(await database.inWorkspace(tea, names)).toEqual(['Ada']);
    expect(await database.inWorkspace(pets, names)).toEqual(['Bo']);
  });

  it('shows nothing where no workspace is set, in a transaction or outside one', async () => {
    expect(await database.global(names)).toEqual([]);
    expect(await names(database.dataSource)).toEqual([]);
    expect(await database.asUser(randomUUID(), names)).toEqual([]);
    expect(await area.database.rows('SELECT name FROM customers')).toHaveLength(2);
  });

  it('takes no row of another workspace', async () => {
    await expect(database.inWorkspace(tea, (tx) => add(tx, pets, 'Cem'))).rejects.toThrow('row-level security');
  });

  it('forgets the workspace with the end of the transaction, however it ends', async () => {
    await database.inWorkspace(tea, async (tx) => expect(await tx.query(`SELECT current_setting('app.workspace_id') AS id`)).toEqual([{ id: tea }]));
    expect(await setting()).toBeNull();
    await expect(database.inWorkspace(tea, () => Promise.reject(new Error('on purpose')))).rejects.toThrow('on purpose');
    expect(await setting()).toBeNull();
    expect(await names(database.dataSource)).toEqual([]);
  });

  it('keeps nothing of what fails, also when the database was what failed', async () => {
    const failing = database.inWorkspace(tea, async (tx) => {
      await add(tx, tea, 'Dee');
      await tx.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await database.inWorkspace(tea, names)).toEqual(['Ada']);
  });

  it('checks last what is to be checked before the commit, each once and in the order of its name, and a check that fails takes all of it back', async () => {
    const checked: unknown[] = [];
    await database.inWorkspace(tea, async (tx) => {
      for (const name of ['b', 'a', 'b']) database.beforeCommit(tx, name, async () => void checked.push(name, await names(tx)));
      await add(tx, tea, 'Eve');
    });
    expect(checked).toEqual(['a', ['Ada', 'Eve'], 'b', ['Ada', 'Eve']]);
    const failing = database.inWorkspace(tea, async (tx) => {
      database.beforeCommit(tx, 'full', () => Promise.reject(new Error('no room')));
      await add(tx, tea, 'Fay');
    });
    await expect(failing).rejects.toThrow('no room');
    expect(await database.inWorkspace(tea, names)).toEqual(['Ada', 'Eve']);
    await area.database.rows(`DELETE FROM customers WHERE name = 'Eve'`);
  });

  it('rehearses: what was seen comes back, what was written does not stay, and a failure is a failure', async () => {
    const seen = await database.rehearse(tea, async (tx) => {
      await add(tx, tea, 'Eve');
      return names(tx);
    });
    expect(seen).toEqual(['Ada', 'Eve']);
    await expect(database.rehearse(tea, () => Promise.reject(new Error('on purpose')))).rejects.toThrow('on purpose');
    expect(await database.inWorkspace(tea, names)).toEqual(['Ada']);
  });

  it('makes a transaction inside a transaction a savepoint', async () => {
    await database.inWorkspace(tea, async (tx) => {
      await add(tx, tea, 'Eli');
      const inner = tx.transaction(async (nested) => {
        await add(nested, tea, 'Fay');
        throw new Error('only the inner one');
      });
      await expect(inner).rejects.toThrow('only the inner one');
      await tx.transaction((nested) => add(nested, tea, 'Gus'));
    });
    expect(await database.inWorkspace(tea, names)).toEqual(['Ada', 'Eli', 'Gus']);
  });

  it('undoes an inner transaction with its outer one', async () => {
    const outer = database.inWorkspace(tea, async (tx) => {
      await tx.transaction((nested) => add(nested, tea, 'Hal'));
      throw new Error('the outer one');
    });
    await expect(outer).rejects.toThrow('the outer one');
    expect(await database.inWorkspace(tea, names)).not.toContain('Hal');
  });

  it('lets nothing but an id into the setting', async () => {
    await expect(database.inWorkspace(`${tea}'; SET ROLE postgres; --`, names)).rejects.toThrow(TypeError);
    await expect(database.asUser('', names)).rejects.toThrow(TypeError);
  });
});
