import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** One planted file per rule: where it stands, what it wrongly imports, and the rule that must name it. */
const planted = [
  { file: 'api/src/platform/clock/planted.ts', imports: '../../access/index.js', rule: 'arrow-from-platform' },
  { file: 'api/src/workspaces/planted.ts', imports: '../billing/index.js', rule: 'arrow-from-workspaces' },
  { file: 'api/src/access/planted.ts', imports: '../messaging/index.js', rule: 'arrow-from-access' },
  { file: 'api/src/messaging/planted.ts', imports: '../replenishment/index.js', rule: 'arrow-from-messaging' },
  { file: 'api/src/privacy/planted.ts', imports: '../messaging/index.js', rule: 'arrow-from-privacy' },
  { file: 'api/src/replenishment/planted.ts', imports: '../billing/index.js', rule: 'arrow-from-replenishment' },
  { file: 'api/src/billing/planted.ts', imports: '../replenishment/index.js', rule: 'arrow-from-billing' },
  { file: 'api/src/billing/planted-door.ts', imports: '../messaging/messaging.module.js', rule: 'one-door' },
  { file: 'api/src/billing/planted-platform.ts', imports: '../platform/clock/clock.js', rule: 'platform-has-doors' },
  { file: 'libs/money/src/planted.ts', imports: '../../../api/src/platform/clock/index.js', rule: 'libs-never-import-api' },
  { file: 'libs/money/src/planted-io.ts', imports: 'node:fs', rule: 'rules-are-pure' },
  { file: 'libs/billing/src/planted.ts', imports: '../../replenishment/src/index.js', rule: 'rules-of-the-two-halves-apart' },
  { file: 'libs/replenishment/src/planted.ts', imports: '../../billing/src/index.js', rule: 'rules-of-the-two-halves-apart-back' },
  { file: 'portal/src/planted.ts', imports: '../../api/src/platform/clock/index.js', rule: 'fronts-know-contract-only' },
  { file: 'api/src/billing/planted-sandbox.ts', imports: '../../../libs/stripe-sandbox/src/index.js', rule: 'api-knows-no-stand-in' },
  { file: 'libs/money/src/planted-nowhere.ts', imports: './does-not-exist.js', rule: 'resolvable' },
];

/** The violations are planted in a copy of the source tree, so that no other suite ever sees them. */
const copy = join(root, 'test', 'output', 'planted');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

function cruise(cwd: string): Violation[] {
  const folders = ['api/src', 'libs', 'portal/src'];
  try {
    const text = execFileSync(process.execPath, [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    return violationsIn(text);
  } catch (error) {
    return violationsIn((error as { stdout: string }).stdout);
  }
}

function violationsIn(text: string): Violation[] {
  return (JSON.parse(text) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the arrows of the house', () => {
  let violations: Violation[] = [];

  beforeAll(() => {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    execFileSync('sh', ['-c', `tar cf - --exclude=dist --exclude=node_modules api/src api/package.json libs portal/src tsconfig.base.json .dependency-cruiser.cjs | tar xf - -C '${copy}'`], { cwd: root });
    for (const { file, imports } of planted) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `export * from '${imports}';\n`);
    }
    violations = cruise(copy);
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(planted)('$rule finds the planted violation', ({ file, rule }) => {
    expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(rule);
  });
});
