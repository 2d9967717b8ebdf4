import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { DeliveryLog } from '../../api/src/messaging/delivery-log.js';
import { senderOf } from '../../api/src/messaging/sender.js';
import { startMailCatcher } from '../../libs/launcher/src/mail-part.js';

const MAIL_FROM = 'Perennial <hello@perennial.example>';
const [LEFT, NEVER] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'];

const asked = (smtpDeliveryLogUrl: string | undefined) => new DeliveryLog({ smtpDeliveryLogUrl: smtpDeliveryLogUrl ?? '', mailFrom: MAIL_FROM }).which([LEFT, NEVER]);

describe('the mail catcher of the default start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-caught-'));
  let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
  beforeEach(async () => void (catcher = await startMailCatcher(folder)));
  afterEach(() => catcher.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('knows which mails have arrived', async () => {
    const transport = nodemailer.createTransport(catcher.settings['SMTP_URL']);
    await transport.sendMail({ from: MAIL_FROM, to: 'ann@tea.example', subject: 'Tea', text: 'Time for tea', html: '<p>Time for tea</p>', messageId: senderOf(MAIL_FROM).messageId(LEFT) });
    transport.close();
    expect(await asked(catcher.settings['SMTP_DELIVERY_LOG_URL'])).toEqual(new Set([LEFT]));
  });

  it('still knows it when it was started anew', async () => {
    expect(await asked(catcher.settings['SMTP_DELIVERY_LOG_URL'])).toEqual(new Set([LEFT]));
  });
});

describe('a log that does not say which mails it means', () => {
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify([{ id: 'a', subject: 'Tea' }])));
  beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('is no proof that one never arrived', async () => {
    expect(await asked(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toBeNull();
  });
});
