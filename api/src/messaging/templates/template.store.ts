import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { Ready, TemplateKey } from './starter-templates.js';
import type { TemplateSource } from './template.js';

export interface TemplateVersion {
  readonly name: string;
  readonly channel: string;
  readonly locale: string;
  readonly version: number;
  readonly origin: 'starter' | 'own';
  readonly digest: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
}

export interface Draft {
  readonly name: string;
  readonly channel: string;
  readonly locale: string;
  readonly source: TemplateSource;
  readonly savedAt: Date;
}

const VERSION = `name, channel, locale, version, origin, digest, published_at AS "publishedAt", published_by AS "publishedBy"`;
const ONE = 'workspace_id = $1 AND name = $2 AND channel = $3 AND locale = $4';
const of = (workspaceId: string, { name, channel, locale }: TemplateKey) => [workspaceId, name, channel, locale];

/** Versions are written once and never again; a draft is whatever its author left it at. */
@Injectable()
export class TemplateStore {
  async newest(tx: Tx, workspaceId: string, key: TemplateKey): Promise<TemplateVersion | null> {
    const [row] = await tx.query<TemplateVersion[]>(`SELECT ${VERSION} FROM template_versions WHERE ${ONE} ORDER BY version DESC LIMIT 1`, of(workspaceId, key));
    return row ?? null;
  }

  async newestOfEach(tx: Tx, workspaceId: string): Promise<TemplateVersion[]> {
    return tx.query<TemplateVersion[]>(
      `SELECT DISTINCT ON (name, channel, locale) ${VERSION} FROM template_versions WHERE workspace_id = $1 ORDER BY name, channel, locale, version DESC`,
      [workspaceId],
    );
  }

  async versions(tx: Tx, workspaceId: string, key: TemplateKey): Promise<TemplateVersion[]> {
    return tx.query<TemplateVersion[]>(`SELECT ${VERSION} FROM template_versions WHERE ${ONE} ORDER BY version DESC`, of(workspaceId, key));
  }

  /** The version of a starter that is the same as this one. */
  async starterLike(tx: Tx, workspaceId: string, key: TemplateKey, digest: string): Promise<TemplateVersion | null> {
    const [row] = await tx.query<TemplateVersion[]>(
      `SELECT ${VERSION} FROM template_versions WHERE ${ONE} AND origin = 'starter' AND digest = $5 ORDER BY version DESC LIMIT 1`,
      [...of(workspaceId, key), digest],
    );
    return row ?? null;
  }

  async compiled(tx: Tx, workspaceId: string, key: TemplateKey, version: number): Promise<{ source: TemplateSource; html: string } | null> {
    const [row] = await tx.query<{ source: TemplateSource; html: string }[]>(`SELECT source, html FROM template_versions WHERE ${ONE} AND version = $5`, [...of(workspaceId, key), version]);
    return row ?? null;
  }

  /** Adds the next version. Two at once get two numbers: the second waits for the first. */
  async add(tx: Tx, workspaceId: string, key: TemplateKey, origin: 'starter' | 'own', source: TemplateSource, ready: Ready, now: Date, by: Actor): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1 || $2 || $3 || $4, 4))`, of(workspaceId, key));
    if (origin === 'starter') {
      const newest = await this.newest(tx, workspaceId, key);
      // Somebody else needed the same starter at the same moment.
      if (newest?.origin === 'starter' && newest.digest === ready.digest) return newest.version;
    }
    const [row] = await tx.query<[{ version: number }]>(
      `INSERT INTO template_versions (workspace_id, name, channel, locale, version, origin, digest, source, html, published_at, published_by)
       SELECT $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7, $8, $9, $10 FROM template_versions WHERE ${ONE}
       RETURNING version`,
      [...of(workspaceId, key), origin, ready.digest, JSON.stringify(source), ready.html, now, by.id],
    );
    return row.version;
  }

  async draft(tx: Tx, workspaceId: string, key: TemplateKey): Promise<Draft | null> {
    const [row] = await tx.query<Draft[]>(`SELECT name, channel, locale, source, saved_at AS "savedAt" FROM template_drafts WHERE ${ONE}`, of(workspaceId, key));
    return row ?? null;
  }

  async drafts(tx: Tx, workspaceId: string): Promise<Omit<Draft, 'source'>[]> {
    return tx.query<Omit<Draft, 'source'>[]>(`SELECT name, channel, locale, saved_at AS "savedAt" FROM template_drafts WHERE workspace_id = $1`, [workspaceId]);
  }

  async saveDraft(tx: Tx, workspaceId: string, key: TemplateKey, source: TemplateSource, now: Date, by: Actor): Promise<void> {
    await tx.query(
      `INSERT INTO template_drafts (workspace_id, name, channel, locale, source, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (workspace_id, name, channel, locale) DO UPDATE SET source = excluded.source, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
      [...of(workspaceId, key), JSON.stringify(source), now, by.id],
    );
  }

  async dropDraft(tx: Tx, workspaceId: string, key: TemplateKey): Promise<void> {
    await tx.query(`DELETE FROM template_drafts WHERE ${ONE}`, of(workspaceId, key));
  }
}
