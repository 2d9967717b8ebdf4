import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';

/** @throws Refusal `not-found` when no workspace has this slug or id */
export async function workspaceNamed(service: INestApplicationContext, slugOrId: string): Promise<string> {
  const find = 'SELECT id FROM workspaces WHERE slug = $1 OR id::text = $1';
  const [workspace] = await service.get(Database).global((tx) => tx.query<{ id: string }[]>(find, [slugOrId]));
  if (!workspace) throw new Refusal('not-found');
  return workspace.id;
}
