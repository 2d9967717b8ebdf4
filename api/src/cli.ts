import 'reflect-metadata';
import { Command } from 'commander';
import { backtestCommand } from './cli/backtest.js';
import { importCommand } from './cli/import.js';
import { migrateCommand } from './cli/migrate.js';
import { predictCommand } from './cli/predict.js';
import { refreshCommand } from './cli/refresh.js';
import { seedCommand } from './cli/seed.js';
import { Refusal } from './platform/http/index.js';
import { SettingsError } from './platform/settings/index.js';
import { refusalText } from '@perennial/contract/public';

// The service's command line: the same use cases as behind HTTP, for people and scripts with a shell.
const program = new Command('perennial')
  .description('Replenishment reminders and plan renewal, from the command line. Settings come from the environment; see README.md.')
  .addCommand(migrateCommand())
  .addCommand(seedCommand())
  .addCommand(importCommand())
  .addCommand(refreshCommand())
  .addCommand(predictCommand())
  .addCommand(backtestCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${told(error)}\n`);
  process.exitCode = 1;
}

function told(error: unknown): string {
  if (error instanceof Refusal) return refusalText(error.code, 'en', error.details);
  if (error instanceof SettingsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
