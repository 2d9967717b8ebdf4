import { relative } from 'node:path';
import { say } from './say.js';

export interface Launched {
  readonly publicUrl: string;
  readonly dataPath: string;
  /** The mail catcher's page; null when mail goes somewhere real. */
  readonly inboxUrl: string | null;
  /** Where text messages and webhooks end up; null when they go somewhere real. */
  readonly telephoneUrl: string | null;
  /** How to sign in to the demo; empty without demo data. */
  readonly signIns: string;
  /** Resolves with the reason when the service ends by itself. */
  readonly ended: Promise<string>;
}

/** The one block a person looks for after the start. */
export function announce(launched: Launched): void {
  say(announcement(launched));
}

export function announcement({ publicUrl, dataPath, inboxUrl, telephoneUrl, signIns }: Launched): string {
  const places: [string, string | null][] = [
    ['Back office', `${publicUrl}/admin/`],
    ['Portal', `${publicUrl}/portal/`],
    ['API', `${publicUrl}/api/docs`],
    ['Mails sent', inboxUrl],
    ['SMS sent', telephoneUrl],
    ['Data', relative(process.cwd(), dataPath) || '.'],
  ];
  const lines = places.filter(([, place]) => place !== null).map(([name, place]) => `  ${name.padEnd(12)} ${place ?? ''}`);
  return ['', 'Perennial is running.', '', ...lines, ...(signIns ? ['', ...signIns.split('\n').map((line) => `  ${line}`.trimEnd())] : []), '', 'Ctrl-C stops it.', ''].join('\n');
}
