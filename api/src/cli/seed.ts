import { Command } from 'commander';
import { demoSignIns, SeedDemo } from '../demo/index.js';
import { withService } from './with-service.js';

export const seedCommand = (): Command =>
  new Command('seed').description('Fill the service with the demo: two shops, their people, orders and plans. A second run changes nothing.').action(async () => {
    await withService((service) => service.get(SeedDemo, { strict: false }).run((what) => process.stderr.write(`Seeding ${what} …\n`)));
    process.stdout.write(`${demoSignIns()}\n`);
  });
