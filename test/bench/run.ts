/**
 * Runs one benchmark by name, or all of them. Each prints what it measured; none judges.
 *
 *   npm run bench -- real-log
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const benches = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && file !== basename(import.meta.filename)).map((file) => basename(file, '.ts'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${benches.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : benches) {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
