import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newMigration } from './new-migration.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perennial-migration-'));
  mkdirSync(join(root, 'api', 'migrations'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('newMigration', () => {
  it('writes a migration whose name starts with the time, after all others', () => {
    const path = newMigration('add-loyalty-points', root, new Date('2027-01-01T00:00:00Z'));
    expect(path).toBe(join('api', 'migrations', '1798761600000-add-loyalty-points.ts'));
    expect(readFileSync(join(root, path), 'utf8')).toContain('export class AddLoyaltyPoints1798761600000 implements MigrationInterface');
  });

  it.each(['', 'Add', 'add points', '../x', 'add--x'])('refuses the name %p', (name) => {
    expect(() => newMigration(name, root, new Date())).toThrow('words and dashes');
  });
});
