import { join } from 'node:path';

/** The folder of package.json, seen from libs/launcher/dist. */
export const root = join(import.meta.dirname, '..', '..', '..');
