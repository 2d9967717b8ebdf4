import { Command } from 'commander';
import { migrate } from '../platform/database/index.js';
import { readSettings } from '../platform/settings/index.js';

export const migrateCommand = (): Command =>
  new Command('migrate').description('Bring the database to the current schema. Safe to run at every start.').action(() => migrate(readSettings(process.env)));
