import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MessageInbox, openMessageInbox } from '@perennial/launcher/message-inbox';
import { every, openRhythmDesk, type RhythmDesk } from '../../../../test/builders/rhythm-desk.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordConsent } from '../../privacy/index.js';

describe('reminders by text message', () => {
  let desk: RhythmDesk;
  let inbox: MessageInbox;
  let tea: string;

  beforeAll(async () => {
    inbox = await openMessageInbox(0);
    desk = await openRhythmDesk('2027-03-24T12:00:00Z', [], { sms: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'not-a-real-token', from: '+15005550006', apiBase: inbox.url } });
    tea = await desk.product('Green tea', { from: 25, to: 35 });
    await desk.staff.post(`/api/v1/workspaces/${desk.workspaceId}/rules`).send({ name: 'By telephone', scope: { kind: 'everything' }, leadDays: 5, channel: 'sms' }).expect(201);
  });
  afterAll(async () => {
    await desk?.close();
    await inbox?.close();
  });

  async function dueNow(name: string, phone: string, consent: boolean) {
    const customer = await desk.customer(name);
    await desk.area.database.rows('UPDATE customers SET phone = $2 WHERE id = $1', [customer.id, phone]);
    if (consent) {
      await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) =>
        desk.area.app.get(RecordConsent).run(tx, {
          workspaceId: desk.workspaceId, customerIds: [customer.id], purpose: 'replenishment-reminder', channel: 'sms', decision: 'granted', wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM,
        }),
      );
    }
    await customer.buys(tea, ...every(30, { count: 4, last: '2027-02-24' }));
    return customer;
  }

  it('go to the telephone of who agreed to that, however the number is written; mail stays out of it', async () => {
    const ada = await dueNow('Ada', '+44 (7700) 900-123', true);
    const bea = await dueNow('Bea', '+447700900124', false);
    const cem = await dueNow('Cem', '07700 900125', true);
    await desk.at('2027-03-25T12:00:00Z');
    expect(inbox.messages.map(({ kind, to }) => [kind, to])).toEqual([['sms', '+447700900123']]);
    expect(inbox.messages[0]?.body).toMatch(/^Shop tea: time for Green tea again\? http\S+ Reply STOP to stop\.$/);
    expect(desk.mail.mails).toEqual([]);
    expect(await desk.reminders(ada)).toMatchObject([{ status: 'sent' }]);
    expect(await desk.reminders(bea)).toMatchObject([{ status: 'skipped', skippedBecause: 'no-consent' }]);
    expect(await desk.reminders(cem)).toMatchObject([{ status: 'skipped', skippedBecause: 'no-address' }]);
  });
});
