import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Plain } from './say.js';
import { root } from './root.js';

const STOP_PATIENCE_MS = 8_000;
/**
 * What an import reads is garbage a moment later, and left to itself Node lets it grow by a hundred megabytes before it looks:
 * a small young generation, and an old one that grows by half at most between two looks.
 */
const NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=50'];

/** Runs one command of the service's own command line to its end and returns its exit code and what it printed. */
export async function runCli(args: readonly string[], settings: NodeJS.ProcessEnv, output: 'show' | 'collect'): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, [...NODE_FLAGS, apiProgram('cli.js'), ...args], {
    stdio: ['inherit', output === 'show' ? 'inherit' : 'pipe', 'inherit'],
    env: { ...process.env, ...settings },
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, printed };
}

export interface Service {
  /** Resolves when the service ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the service as a process of its own and returns when it listens. It ends when this process does, however that ends. */
export async function startService(settings: NodeJS.ProcessEnv): Promise<Service> {
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', join(import.meta.dirname, 'end-with-parent.js'), apiProgram('main.js')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...settings },
  });
  const ended = once(child, 'close').then(([code, signal]) => `The service ended (${signal ? String(signal) : `code ${String(code)}`}).`);
  const first = await Promise.race([once(child, 'message').then(() => 'listening'), ended]);
  if (first !== 'listening') throw new Plain(first);
  return { ended, stop: () => stopProcess(child) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  const late = new AbortController();
  await Promise.race([gone, wait(STOP_PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await gone;
}

function apiProgram(name: string): string {
  const path = join(root, 'api', 'dist', 'src', name);
  if (!existsSync(path)) throw new Plain(`${path} is missing. Run: npm run build`);
  return path;
}
