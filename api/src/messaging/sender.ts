import addressparser from 'nodemailer/lib/addressparser';

/** Who the service's mails come from, and how they are numbered. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  /** The Message-ID of a message, always the same one: by it a mail is recognised on the other side. */
  messageId(id: string): string;
}

/** Reads the `MAIL_FROM` setting: `Perennial <no-reply@perennial.example>`. */
export function senderOf(mailFrom: string): Sender {
  const [first] = addressparser(mailFrom, { flatten: true });
  if (!first?.address) throw new TypeError('MAIL_FROM names no address');
  const domain = first.address.slice(first.address.lastIndexOf('@') + 1);
  return { name: first.name, address: first.address, messageId: (id) => `<${id}@${domain}>` };
}
