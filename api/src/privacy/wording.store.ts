import { Injectable } from '@nestjs/common';
import type { ConsentWording, ConsentWordingQuery, NewConsentWording } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../platform/database/index.js';

// The first half of the advisory lock that lets one at a time add a wording to a workspace.
const WORDING_LOCK = 7_302;

// A version of the workspace's own comes before one of the same name that the service brought later.
const WORDINGS = `(
  SELECT version, json_object_agg(locale, text ORDER BY locale) AS texts, min(created_at) AS "createdAt" FROM consent_wordings WHERE workspace_id = $1 GROUP BY version
  UNION ALL
  SELECT version, json_object_agg(locale, text ORDER BY locale), NULL FROM standard_wordings s
  WHERE NOT EXISTS (SELECT 1 FROM consent_wordings w WHERE w.workspace_id = $1 AND w.version = s.version) GROUP BY version
) wordings`;

const SORTS: Readonly<Record<string, string>> = { version: 'version', createdAt: '"createdAt"' };

/** The texts people were asked with: the workspace's own and those of the service. */
@Injectable()
export class WordingStore {
  /** @returns whether the version is new; a known one is left as it is, in every language */
  async add(tx: Tx, workspaceId: string, { version, texts }: NewConsentWording, now: Date): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [WORDING_LOCK, workspaceId]);
    if (await this.find(tx, workspaceId, version)) return false;
    await tx.query(
      `INSERT INTO consent_wordings (workspace_id, version, locale, text, created_at)
       SELECT $1::uuid, $2, t.key, t.value, $4 FROM jsonb_each_text($3::jsonb) t`,
      [workspaceId, version, JSON.stringify(texts), now],
    );
    return true;
  }

  async find(tx: Tx, workspaceId: string, version: string): Promise<ConsentWording | null> {
    const [row] = await this.of(tx, workspaceId, [version]);
    return row ?? null;
  }

  /** Those of these versions whose text is known. */
  async of(tx: Tx, workspaceId: string, versions: readonly string[]): Promise<ConsentWording[]> {
    return tx.query<ConsentWording[]>(`SELECT * FROM ${WORDINGS} WHERE version = ANY($2) ORDER BY version`, [workspaceId, versions]);
  }

  async list(tx: Tx, workspaceId: string, { page, perPage, sort }: z.output<typeof ConsentWordingQuery>): Promise<{ data: ConsentWording[]; total: number }> {
    const direction = sort.startsWith('-') ? 'DESC NULLS LAST' : 'ASC NULLS FIRST';
    const data = await tx.query<ConsentWording[]>(
      `SELECT * FROM ${WORDINGS} ORDER BY ${SORTS[sort.replace('-', '')] ?? 'version'} ${direction}, version LIMIT $2 OFFSET $3`,
      [workspaceId, perPage, (page - 1) * perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM ${WORDINGS}`, [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }

  /** The versions that these records name. */
  async named(tx: Tx, workspaceId: string, customerId: string | null, upTo: number): Promise<string[]> {
    const rows = await tx.query<{ version: string }[]>(
      `SELECT DISTINCT wording_version AS version FROM consent_records WHERE workspace_id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND seq <= $3`,
      [workspaceId, customerId, upTo],
    );
    return rows.map(({ version }) => version);
  }
}
