import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetTornMails } from './forget-torn-mails.js';

const HEAD = 'Message-ID: <a@demo.example>\r\nContent-Type: multipart/alternative;\r\n boundary="--_b1"\r\nMIME-Version: 1.0\r\n';
const WHOLE = `${HEAD}\r\n----_b1\r\nContent-Type: text/plain\r\n\r\nHello\r\n----_b1--\r\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-mails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('forgetTornMails', () => {
  it('keeps what was taken whole, in parts or in one piece', () => {
    keep('parts.eml', WHOLE);
    keep('plain.eml', 'Message-ID: <b@demo.example>\r\nContent-Type: text/plain\r\n\r\nHello\r\n');
    keep('a-note-of-the-catcher.json', '{');
    forgetTornMails(folder);
    expect(readdirSync(folder).sort()).toEqual(['a-note-of-the-catcher.json', 'parts.eml', 'plain.eml']);
  });

  it.each([
    ['nothing but its name', ''],
    ['half a head', HEAD.slice(0, 40)],
    ['a head and half a body', WHOLE.slice(0, -20)],
    ['all but its end', WHOLE.trimEnd().slice(0, -2)],
  ])('forgets a mail of which there is %s', (_, text) => {
    keep('torn.eml', text);
    forgetTornMails(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

function keep(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}
