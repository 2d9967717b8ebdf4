import type { Command } from 'commander';
import { migrate } from '../platform/database/index.js';
import { readSettings } from '../platform/settings/index.js';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the current schema')
    .action(async () => {
      await migrate(readSettings(process.env));
    });
}
