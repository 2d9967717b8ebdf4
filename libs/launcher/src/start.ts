import { announce } from './announce.js';
import { launch } from './launch.js';
import { sayFault } from './say.js';

// Ctrl-C may arrive twice for one keystroke: from the terminal and handed on by npm.
const SAME_KEYSTROKE_MS = 1_000;

const parts = new AsyncDisposableStack();
let stoppedAt: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
// bin/start.mjs is gone, however that happened.
process.on('disconnect', () => stop(1));

try {
  const launched = await launch(process.env, parts);
  announce(launched);
  void launched.ended.then((how) => {
    if (stoppedAt !== undefined) return;
    sayFault(how);
    stop(1);
  });
} catch (error) {
  if (stoppedAt === undefined) sayFault(error);
  stop(1);
}

function stop(code: number): void {
  if (stoppedAt !== undefined) {
    if (Date.now() - stoppedAt > SAME_KEYSTROKE_MS) process.exit(1);
    return;
  }
  stoppedAt = Date.now();
  parts
    .disposeAsync()
    .catch(sayFault)
    .finally(() => process.exit(code));
}
