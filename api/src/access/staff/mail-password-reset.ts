import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

/** Sends a person the link by which they choose a new password. */
@Injectable()
export class MailPasswordReset {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(to: { readonly email: string; readonly name: string; readonly locale: string }, token: string): Promise<void> {
    await this.queue.enqueue(this.database.dataSource, 'account-mail', {
      workspaceId: null,
      template: 'password-reset',
      to: to.email,
      locale: to.locale,
      variables: { name: to.name, url: `${this.settings.publicUrl}/admin/reset-password#token=${token}` },
    });
  }
}
