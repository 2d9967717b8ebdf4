import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/audit/index.js';
import type { Tx } from '../platform/database/index.js';

/** What people and keys are called today, for whoever reads what they did. A trail itself holds ids only. */
@Injectable()
export class ActorNames {
  /** @returns names by actor id; whoever is neither a member nor a key, or is gone, has none */
  async of(tx: Tx, workspaceId: string, actors: readonly Actor[]): Promise<ReadonlyMap<string, string>> {
    const idsOf = (...kinds: Actor['kind'][]) => actors.filter(({ kind, id }) => id !== null && kinds.includes(kind)).map(({ id }) => id);
    const rows = await tx.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM auth."user" WHERE id = ANY($2::uuid[])
       UNION ALL SELECT id, name FROM api_keys WHERE workspace_id = $1 AND id = ANY($3::uuid[])`,
      [workspaceId, idsOf('member'), idsOf('api-key')],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
