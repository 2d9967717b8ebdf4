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

/** Soft line breaks are taken out by whoever reads the mail; the streams put the last one elsewhere now and then. */
const unfolded = (mail: Buffer): string => mail.toString('latin1').replaceAll('=\r\n', '');
const longestFold = (mail: Buffer): number => Math.max(0, ...mail.toString('latin1').split(/\r?\n/).filter((line) => line.endsWith('=')).map((line) => line.length));

describe('the bytes of a mail', () => {
  it('are those of the library’s own streams, whatever it says, but for where a long line of quoted-printable is folded', async () => {
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
        const theirs = await buffer(message.createReadStream());
        expect(unfolded(ours)).toBe(unfolded(theirs));
        expect(longestFold(ours)).toBeLessThanOrEqual(76);
      }),
      { numRuns: 300 },
    );
  });

  it('of a part that lies elsewhere are not guessed', () => {
    const message = new MailComposer({ from: 'a@b.example', to: 'c@d.example', subject: 'x', html: { path: '/etc/hostname' } }).compile();
    expect(() => mailBytes(message)).toThrow('not in memory');
  });
});
