import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of this test run's own. The first test that needs a database starts the server in it; most tests never do. */
export default function setUp(): void {
  process.env['PERENNIAL_TEST_RUN'] = mkdtempSync(join(tmpdir(), 'perennial-test-'));
}
