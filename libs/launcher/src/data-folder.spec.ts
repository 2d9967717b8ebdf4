import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appSecret, type DataFolder, dataPath, occupantOf, takeDataFolder } from './data-folder.js';

let path: string;
const taken: DataFolder[] = [];

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'perennial-data-'));
});

afterEach(() => {
  for (const folder of taken.splice(0)) folder.release();
  rmSync(path, { recursive: true, force: true });
});

describe('takeDataFolder', () => {
  it('is for one process at a time, and the second hears where the first one is', async () => {
    const first = await take('start');
    first.tell({ PUBLIC_URL: 'http://127.0.0.1:3000' });
    await expect(take('start')).rejects.toThrow(`already running on ${path}: http://127.0.0.1:3000 (process ${process.pid})`);
  });

  it('tells a command from a running service', async () => {
    await take('command');
    await expect(take('start')).rejects.toThrow('Another command');
  });

  it('can be taken again after a crash, which leaves the socket behind', async () => {
    writeFileSync(join(path, 'running.sock'), '');
    await expect(take('start')).resolves.toMatchObject({ path });
  });

  it('works in a folder whose path is longer than a socket may be named', async () => {
    path = join(path, 'a-folder-of-thirty-characters-'.repeat(3), 'another-one-of-thirty-characters'.repeat(3));
    await take('start');
    expect(await occupantOf(path)).toMatchObject({ kind: 'start', pid: process.pid });
  });

  it('hands the settings in force to commands, of the same user only', async () => {
    const folder = await take('start');
    folder.tell({ DATABASE_URL: 'postgres://somewhere' });
    expect(await occupantOf(path)).toMatchObject({ settings: { DATABASE_URL: 'postgres://somewhere' } });
    expect(statSync(join(path, 'running.sock')).mode & 0o777).toBe(0o600);
  });

  it('has no occupant before and after', async () => {
    expect(await occupantOf(path)).toBeNull();
    (await take('start')).release();
    taken.length = 0;
    expect(await occupantOf(path)).toBeNull();
  });
});

describe('appSecret', () => {
  it('is made once, long enough, readable by its owner only', () => {
    const secret = appSecret({}, path);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(appSecret({}, path)).toBe(secret);
    expect(statSync(join(path, 'app-secret')).mode & 0o777).toBe(0o600);
  });

  it('is the given one when one is given', () => {
    expect(appSecret({ APP_SECRET: 'given' }, path)).toBe('given');
  });
});

describe('dataPath', () => {
  it('is below the checkout unless it says otherwise', () => {
    expect(dataPath({}, '/checkout')).toBe('/checkout/.data');
    expect(dataPath({ DATA_DIR: 'mine' }, '/checkout')).toBe('/checkout/mine');
    expect(dataPath({ DATA_DIR: '/srv/mine' }, '/checkout')).toBe('/srv/mine');
  });
});

async function take(kind: 'start' | 'command'): Promise<DataFolder> {
  const folder = await takeDataFolder(path, kind);
  taken.push(folder);
  return folder;
}
