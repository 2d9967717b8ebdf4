import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MailDev } from 'maildev';
import { forgetTornMails } from './forget-torn-mails.js';
import type { Part } from './part.js';
import { choosePort } from './ports.js';

const HOST = '127.0.0.1';

export interface MailPart extends Part {
  readonly inboxUrl: string;
}

/** A mail server that keeps what it gets and shows it on a page; nothing leaves the machine. */
export async function startMailCatcher(folder: string): Promise<MailPart> {
  const mailDirectory = join(folder, 'mail');
  mkdirSync(mailDirectory, { recursive: true, mode: 0o700 });
  forgetTornMails(mailDirectory);
  const smtp = await choosePort({ what: 'mail catcher', host: HOST, usual: 1025 });
  const web = await choosePort({ what: 'mail inbox', host: HOST, usual: 1080 });
  const catcher = new MailDev({ smtp, ip: HOST, web, webIp: HOST, mailDirectory, silent: true });
  await catcher.start();
  return {
    inboxUrl: `http://${HOST}:${web}`,
    settings: { SMTP_URL: `smtp://${HOST}:${smtp}`, SMTP_DELIVERY_LOG_URL: `http://${HOST}:${web}/api/email` },
    stop: () => catcher.stop(),
  };
}
