import type { Command } from 'commander';
import { SeedDemo, signInsText } from '../demo/index.js';
import { withService } from './with-service.js';

export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('fill an empty database with the demo shops; prints the demo sign-ins')
    .action(async () => {
      await withService((service) => service.get(SeedDemo).run());
      process.stdout.write(`${signInsText()}\n`);
    });
}
