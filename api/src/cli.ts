import 'reflect-metadata';
import { Command } from 'commander';
import { registerImport } from './cli/import.js';
import { registerMigrate } from './cli/migrate.js';
import { registerSeed } from './cli/seed.js';
import { SettingsError } from './platform/settings/index.js';

const program = new Command('perennial')
  .description('The command line of the service. It takes its settings from the environment, as the service does.')
  .showHelpAfterError();

registerMigrate(program);
registerSeed(program);
registerImport(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
