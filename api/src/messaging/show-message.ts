import { Inject, Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { Message, MessageDetail } from '@perennial/contract/admin';
import { Database } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';
import { MESSAGE_COLUMNS } from './list-messages.js';
import { mailContext } from './mail-context.js';
import type { MessageAtTheDoor, TemplateName } from './message.js';
import { Templates } from './templates/templates.js';

/** One message with what it says. Its links lead to the portal's front page: nobody but the customer gets theirs. */
@Injectable()
export class ShowMessage {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceSettings,
    private readonly templates: Templates,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  async run(workspaceId: string, id: string): Promise<MessageDetail> {
    const { row, shop, words } = await this.database.inWorkspace(workspaceId, async (tx) => {
      const [row] = await tx.query<(Message & Pick<MessageAtTheDoor, 'variables'>)[]>(
        `SELECT ${MESSAGE_COLUMNS}, variables FROM messages WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id],
      );
      if (!row) throw new Refusal('not-found');
      const key = { name: row.template as TemplateName, channel: 'email', locale: row.locale } as const;
      const words =
        row.templateVersion === null ? (await this.templates.inForce(tx, workspaceId, key)).template : await this.templates.version(tx, workspaceId, key, row.templateVersion);
      return { row, shop: await this.workspaces.get(tx, workspaceId), words };
    });
    const { variables, ...message } = row;
    const template = message.template as TemplateName;
    const writer = { shopName: shop.senderName, today: dayIn(new Date(message.sentAt ?? message.createdAt), shop.timeZone) };
    const portal = `${this.settings.publicUrl}/portal/`;
    return { ...message, ...words.render(mailContext({ template, variables, locale: message.locale }, writer, { shelf: portal, stop: portal, changeDate: () => portal })) };
  }
}
