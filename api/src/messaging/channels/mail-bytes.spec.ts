import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { mailBytes } from './mail-bytes.js';

/** Words of all kinds, with what mails trip over: dots and spaces at the ends of lines, long lines, line ends of three sorts. */
const words = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '\r', '.', ' ', '\t', '=', '\n.\n', 'x'.repeat(998), '乌龙茶 🍵', 'مرحبا', '--')), { maxLength: 40 }).map((some) => some.join(''));
const mail = fc.record({
  subject: fc.string({ unit: 'grapheme', maxLength: 200 }),
  text: words,
  html: words.filter((html) => html !== ''),
  attachments: fc.array(fc.record({ filename: fc.string({ unit: 'grapheme', minLength: 1 }), content: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) }), { maxLength: 2 }),
});

describe('the bytes of a mail', () => {
  it('are those of the library’s own streams, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async ({ subject, text, html, attachments }) => {
        const message = new MailComposer({
          from: { name: '茶 & Skin 🌿', address: 'shop@perennial.example' },
          to: { name: '', address: 'zoe@people.example' },
          subject,
          text,
          html: { content: html, contentTransferEncoding: 'quoted-printable' },
          messageId: '<1@perennial.example>',
          headers: { 'List-Unsubscribe': { prepared: true, foldLines: true, value: `<https://perennial.example/${'u'.repeat(200)}>` } },
          attachments,
        }).compile();
        const ours = mailBytes(message);
        expect(ours.toString('latin1')).toBe((await buffer(message.createReadStream())).toString('latin1'));
      }),
      { numRuns: 300 },
    );
  });

  it('of a part that lies elsewhere are not guessed', () => {
    const message = new MailComposer({ from: 'a@b.example', to: 'c@d.example', subject: 'x', html: { path: '/etc/hostname' } }).compile();
    expect(() => mailBytes(message)).toThrow('not in memory');
  });
});
