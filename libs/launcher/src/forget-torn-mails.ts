import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes mails the catcher was only just taking when it was killed. Their sender never heard that they had arrived and
 * looks them up by Message-ID; half a mail, whose head is there, would pass for a delivered one.
 */
export function forgetTornMails(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.eml')) continue;
    const path = join(folder, name);
    if (!isWhole(readFileSync(path, 'latin1'))) rmSync(path);
  }
}

// A mail in parts ends with the boundary of its outermost parts; one that is a single text tells no such thing.
function isWhole(mail: string): boolean {
  const headEnds = mail.indexOf('\r\n\r\n');
  if (headEnds < 0) return false;
  const boundary = /^content-type:\s*multipart\/.*?boundary="?([^";\r\n]+)/ims.exec(mail.slice(0, headEnds))?.[1];
  return boundary === undefined || mail.trimEnd().endsWith(`--${boundary}--`);
}
