import { globSync } from 'node:fs';
import { join } from 'node:path';

const api = join(import.meta.dirname, '../../api/src');

/**
 * Loads the specs of these areas into the spec that calls it. Jest gives each spec file a module registry of its own, and
 * Nest, TypeORM and better-auth take longer to load than most of these specs to run; so they are loaded once for many.
 */
export async function areaSpecs(...areas: readonly string[]): Promise<void> {
  const specs = areas.flatMap((area) => globSync(`${area}/**/*.area.spec.ts`, { cwd: api })).sort();
  const wanted = process.env['AREA_SPECS']?.split(',') ?? [''];
  for (const spec of specs) {
    if (wanted.some((part) => spec.includes(part))) await import(join(api, spec));
  }
}
