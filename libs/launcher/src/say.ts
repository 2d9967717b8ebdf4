/** A fault whose message is all a person needs: it is printed without a stack. */
export class Plain extends Error {
  override readonly name = 'Plain';
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function sayFault(error: unknown): void {
  const text = error instanceof Plain ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
}
