import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Plain } from './say.js';

const SOCKET = 'running.sock';

/** What the process that uses a data folder tells others about itself. */
export interface Occupant {
  /** `start` is the running service; `command` one that will be over soon. */
  readonly kind: 'start' | 'command';
  readonly pid: number;
  /** The settings the service runs with; empty until it does. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface DataFolder {
  readonly path: string;
  /** Lets others find the settings in force. */
  tell(settings: Readonly<Record<string, string>>): void;
  release(): void;
}

export function dataPath(env: NodeJS.ProcessEnv, root: string): string {
  return resolve(root, env['DATA_DIR'] || '.data');
}

/**
 * Takes the data folder for this process. Whoever has it listens on a socket in it: the system closes that with the
 * process, so that after a crash nobody has to remove anything.
 * @throws Plain when a living process has it
 */
export async function takeDataFolder(path: string, kind: Occupant['kind']): Promise<DataFolder> {
  mkdirSync(path, { recursive: true });
  const other = await occupantOf(path);
  if (other) throw new Plain(refusal(path, other));
  let occupant: Occupant = { kind, pid: process.pid, settings: {} };
  const server = createServer((socket) => socket.on('error', () => undefined).end(JSON.stringify(occupant)));
  rmSync(join(path, SOCKET), { force: true });
  inFolder(path, () => server.listen(address(path)));
  await once(server, 'listening');
  if (process.platform !== 'win32') chmodSync(join(path, SOCKET), 0o600);
  server.unref();
  return {
    path,
    tell: (settings) => (occupant = { ...occupant, settings }),
    release: () => void server.close(),
  };
}

/** Who uses this data folder now, or null. */
export async function occupantOf(path: string): Promise<Occupant | null> {
  if (process.platform !== 'win32' && !existsSync(join(path, SOCKET))) return null;
  try {
    const socket = inFolder(path, () => connect(address(path)));
    await once(socket, 'connect');
    return JSON.parse(await text(socket)) as Occupant;
  } catch {
    return null;
  }
}

/** Made once and kept: sessions and links stay valid over restarts. */
export function appSecret(env: NodeJS.ProcessEnv, folder: string): string {
  if (env['APP_SECRET']) return env['APP_SECRET'];
  const path = join(folder, 'app-secret');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

function refusal(path: string, other: Occupant): string {
  if (other.kind === 'command') return `Another command (process ${other.pid}) is working on ${path}. Try again when it is done.`;
  const where = other.settings['PUBLIC_URL'];
  return `Perennial is already running on ${path}${where ? `: ${where}` : ''} (process ${other.pid}).\nStop that one first, or give this one a folder of its own: DATA_DIR=.data-2 npm start`;
}

function address(path: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${path.replace(/[^a-z0-9]/gi, '-')}` : SOCKET;
}

// Sockets have short names (about 100 characters); a checkout may lie deeper than that.
function inFolder<T>(path: string, open: () => T): T {
  const before = process.cwd();
  process.chdir(path);
  try {
    return open();
  } finally {
    process.chdir(before);
  }
}
