/**
 * The one test command: everything a change must pass, one line per suite, and the sum of all as the last line.
 *
 *   npm test                 all suites but `faults`, which starts and kills the whole product again and again
 *   npm test -- unit lint    only these, `faults` too
 *   npm run test:long        all suites, with the long variants of the fault and load tests
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Suite {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

const root = join(import.meta.dirname, '..');
const output = join(root, 'test', 'output');

// Suites of one line run at once: one by one they leave half of two cores idle. Each is a target of Nx, which answers from its
// cache where nothing a suite reads has changed (the input "suite" in nx.json says what that is).
const stages: readonly (readonly Suite[])[] = [
  [{ name: 'build', run: () => check(['run-many', '-t', 'build']) }],
  [
    { name: 'lint', run: () => check(['run', '@perennial/test:lint']) },
    { name: 'typecheck', run: () => check(['run-many', '-t', 'typecheck', '--parallel=1']) },
  ],
  [{ name: 'arch', run: () => check(['run', '@perennial/test:arch']) }],
  [{ name: 'unit', run: () => jest('unit') }],
  [{ name: 'areas', run: () => jest('areas') }],
  [
    { name: 'scenarios', run: () => jest('scenarios') },
    { name: 'browser', run: () => jest('browser') },
  ],
  [{ name: 'faults', run: () => jest('faults') }],
];
/** Takes as long as half of the rest together. */
const ONLY_WHEN_LONG = 'faults';
const suites = stages.flat();

const args = process.argv.slice(2);
const long = args.includes('--long');
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

mkdirSync(output, { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const stage of stages) await Promise.all(stage.filter(isWanted).map(runSuite));
if (wanted.length === 0 && !long) {
  console.log(`left to npm run test:long: ${ONLY_WHEN_LONG}`);
  total.skipped += 1;
}
console.log(line(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function isWanted({ name }: Suite): boolean {
  return wanted.length === 0 ? long || name !== ONLY_WHEN_LONG : wanted.includes(name);
}

async function runSuite(suite: Suite): Promise<void> {
  const start = performance.now();
  const counts = await suite.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`\n${suite.name}: ${line(counts)} in ${seconds} s\n`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

/** A tool that only says yes or no counts as one test. */
async function check(parameters: string[]): Promise<Counts> {
  const ok = (await nx(parameters)) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function jest(suite: string): Promise<Counts> {
  const results = join(output, `${suite}.json`);
  rmSync(results, { force: true });
  const code = await nx(['run', `@perennial/test:${suite}`]);
  return countsOf(results, code);
}

/** Reads jest's own report. A file that could not even start counts as a failure, and so does a run that left no report. */
function countsOf(results: string, code: number): Counts {
  try {
    const report = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>;
    const counts = {
      passed: report['numPassedTests'] ?? 0,
      failed: (report['numFailedTests'] ?? 0) + (report['numRuntimeErrorTestSuites'] ?? 0),
      skipped: (report['numPendingTests'] ?? 0) + (report['numTodoTests'] ?? 0),
    };
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function nx(parameters: string[]): Promise<number> {
  const child = spawn(join(root, 'node_modules', '.bin', 'nx'), [...parameters, '--outputStyle=stream'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NX_TUI: 'false', ...(long ? { PERENNIAL_LONG: '1' } : {}) },
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

function line({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
