import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { SendDueReminders } from './send-due-reminders.js';

export const SEND_DUE_REMINDERS = 'send-due-reminders';

@Job(SEND_DUE_REMINDERS)
export class SendDueRemindersJob implements JobHandler<{ readonly workspaceId: string }> {
  constructor(private readonly sendDueReminders: SendDueReminders) {}

  async run({ workspaceId }: { readonly workspaceId: string }): Promise<void> {
    await this.sendDueReminders.run(workspaceId);
  }
}
