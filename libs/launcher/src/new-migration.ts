import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Plain } from './say.js';

/**
 * Writes an empty migration and returns where.
 * @throws Plain when the name is not made of lower-case words and dashes
 */
export function newMigration(name: string, root: string, now: Date): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new Plain('Name the migration in words and dashes: npm run db:migration -- add-a-thing');
  const number = now.getTime();
  const title = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const path = join(root, 'api', 'migrations', `${number}-${name}.ts`);
  writeFileSync(path, source(`${title}${number}`, name.replaceAll('-', ' ')), { flag: 'wx' });
  return relative(root, path);
}

function source(className: string, words: string): string {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ${words.charAt(0).toUpperCase()}${words.slice(1)}. */
export class ${className} implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(\`
    \`);
  }

  async down(): Promise<void> {
    throw new Error('${words.charAt(0).toUpperCase()}${words.slice(1)}: not taken back.');
  }
}
`;
}
