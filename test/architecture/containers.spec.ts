import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const namesIn = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();

const settings = namesIn(read('api/src/platform/settings/settings.ts'), /^ {2}([A-Z][A-Z_]+):/gm);
const compose = read('docker-compose.yml');
const ownServices = compose.slice(compose.indexOf('x-settings:'), compose.indexOf('\nservices:'));

describe('the containers', () => {
  it('give every setting of the service by environment, and none it does not have', () => {
    const given = namesIn(`${ownServices}\n  JOBS:`, /^ {2}([A-Z][A-Z_]+):/gm);
    expect(given).toEqual(settings);
    const setInTheImage = namesIn(/^ENV .*$/m.exec(read('Dockerfile'))?.[0] ?? '', /([A-Z_]+)=/g);
    expect(setInTheImage.filter((name) => !settings.includes(name))).toEqual(['NODE_OPTIONS']);
  });

  it('run as no root, with a health check', () => {
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
  });

  it('start programs that the build makes', () => {
    for (const program of namesIn(`${compose}${read('Dockerfile')}`, /api\/dist\/(src\/[a-z-]+)\.js/g)) {
      expect(read(`api/${program}.ts`)).not.toBe('');
    }
  });
});
