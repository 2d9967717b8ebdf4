/**
 * Runs one benchmark by name, or all of them. Each prints what it measured; none judges.
 *
 *   npm run bench -- real-log
 *   npm run bench -- replenishment          (every bench whose name begins with it)
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const benches = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && file !== basename(import.meta.filename)).map((file) => basename(file, '.ts'));
const wanted = process.argv.slice(2);
const named = (name: string): string[] => benches.filter((bench) => bench === name || bench.startsWith(`${name}-`));
const unknown = wanted.filter((name) => named(name).length === 0);
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${benches.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? new Set(wanted.flatMap(named)) : benches) {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
