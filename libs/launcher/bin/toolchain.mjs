import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Ends with one readable line where a stack trace would be all a newcomer sees. */
export function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    end(`Perennial needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
  }
  if (!existsSync(join(root, 'node_modules', 'nx'))) end('The packages are not installed yet. Run: npm install');
}

/** Builds what changed since the last time; the rest comes from the cache. */
export async function build() {
  const args = ['run-many', '-t', 'build', '--outputStyle=static'];
  let output = '';
  const child = spawn(node(), [join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_TUI: 'false', NX_DAEMON: 'false' },
  });
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) end(`${output}\nThe build failed.`);
}

/**
 * Runs a program of ours on the Node of the packages and ends as it ends. The channel between the two tells the program
 * when this process is gone, however it went.
 */
export async function run(program, args) {
  const child = spawn(node(), [program, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // Ctrl-C reaches the program as well; this process waits for it to finish.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise((resolve) => child.once('close', (...how) => resolve(how)));
  process.exit(signal ? 1 : code);
}

export function end(message) {
  console.error(message);
  process.exit(1);
}

// The one the tests ran on; the system's own may be years older.
function node() {
  const packaged = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(packaged) ? packaged : process.execPath;
}
