import { Command } from 'commander';
import { RefreshCycles } from '../replenishment/index.js';
import { withService } from './with-service.js';
import { workspaceNamed } from './workspace-named.js';

export const refreshCommand = (): Command =>
  new Command('refresh')
    .description('Learn the rhythms of a workspace anew, predict every next order and plan the reminders, as each night does. The result goes to stdout as JSON.')
    .requiredOption('-w, --workspace <slug or id>', 'the workspace')
    .action(async ({ workspace }: { workspace: string }) => {
      const summary = await withService(async (service) => service.get(RefreshCycles, { strict: false }).run(await workspaceNamed(service, workspace), null));
      process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    });
