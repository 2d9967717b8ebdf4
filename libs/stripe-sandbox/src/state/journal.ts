import { closeSync, existsSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** One changed object: kind, id and its new value, or null when it is gone. */
export type Change = readonly [kind: string, id: string, value: unknown];

/**
 * The file that outlives `kill -9`: one line per request, holding everything this request changed, synced before the
 * request is answered. A line is whole or it never happened: a torn last line is cut off when the file is read again.
 */
export class Journal {
  private readonly path: string;
  private file: number | undefined;
  private lines = 0;

  constructor(private readonly dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.path = join(dataDir, 'stripe.jsonl');
  }

  get length(): number {
    return this.lines;
  }

  /** Gives every change ever written, in order, and opens the file for more. */
  read(apply: (change: Change) => void): void {
    if (existsSync(this.path)) {
      const bytes = readFileSync(this.path);
      const whole = bytes.lastIndexOf(NEW_LINE) + 1;
      if (whole < bytes.length) truncateSync(this.path, whole);
      for (let from = 0; from < whole; ) {
        const to = bytes.indexOf(NEW_LINE, from);
        for (const change of JSON.parse(bytes.toString('utf8', from, to)) as Change[]) apply(change);
        this.lines += 1;
        from = to + 1;
      }
    }
    this.file = openSync(this.path, 'a', 0o600);
  }

  append(changes: readonly Change[]): void {
    if (this.file === undefined) throw new Error('the journal is closed');
    writeWhole(this.file, `${JSON.stringify(changes)}\n`);
    fdatasyncSync(this.file);
    this.lines += 1;
  }

  /** Replaces the file by what is still true. The new one is complete on disk before it takes the old one's name. */
  compact(changes: Iterable<Change>): void {
    const fresh = `${this.path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    this.lines = 0;
    for (const change of changes) {
      writeWhole(file, `${JSON.stringify([change])}\n`);
      this.lines += 1;
    }
    fsyncSync(file);
    closeSync(file);
    this.close();
    renameSync(fresh, this.path);
    const folder = openSync(this.dataDir, 'r');
    fsyncSync(folder);
    closeSync(folder);
    this.file = openSync(this.path, 'a', 0o600);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

const NEW_LINE = 0x0a;
