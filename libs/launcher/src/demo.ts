import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './programs.js';
import { Plain, say } from './say.js';

/**
 * Seeds the demo once for each database and returns what the seeding printed: the sign-ins, shown again at every start.
 * A seeding that was killed left no note and is done again.
 */
export async function seedOnce(folder: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const note = notePath(folder);
  if (!existsSync(note)) {
    say('Seeding the demo (once) …');
    const { code, printed } = await runCli(['seed'], settings, 'collect');
    if (code !== 0) throw new Plain(`${printed}\nSeeding the demo failed.`);
    writeFileSync(note, printed);
  }
  return readFileSync(note, 'utf8').trim();
}

// The embedded database keeps the note among its own files, so that whoever deletes it deletes the note with it.
function notePath(folder: string): string {
  const given = process.env['DATABASE_URL'];
  if (!given) return join(folder, 'postgres', 'demo.txt');
  return join(folder, `demo-${createHash('sha256').update(given).digest('hex').slice(0, 8)}.txt`);
}
