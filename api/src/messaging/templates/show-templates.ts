import { Injectable } from '@nestjs/common';
import type { Template, TemplateDetail, TemplateQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { isReminder } from '../message.js';
import { JudgeTemplate } from './judge-template.js';
import { type Shape, shapeOf } from './known-variables.js';
import { sampleContexts } from './sample-variables.js';
import { idOf, starterOf, TEMPLATE_KEYS, type TemplateKey } from './starter-templates.js';
import { type Draft, TemplateStore, type TemplateVersion } from './template.store.js';

/** The workspace's templates for its staff. */
@Injectable()
export class ShowTemplates {
  constructor(
    private readonly store: TemplateStore,
    private readonly judge: JudgeTemplate,
  ) {}

  async list(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof TemplateQuery>): Promise<{ data: Template[]; total: number }> {
    const versions = byId(await this.store.newestOfEach(tx, workspaceId));
    const drafts = byId(await this.store.drafts(tx, workspaceId));
    const wanted = TEMPLATE_KEYS.filter((key) => Object.entries(filter).every(([field, value]) => key[field as keyof TemplateKey] === value)).sort((a, b) =>
      idOf(a) < idOf(b) === sort.startsWith('-') ? 1 : -1,
    );
    const data = wanted.slice((page - 1) * perPage, page * perPage).map((key) => stateOf(key, versions.get(idOf(key)), drafts.get(idOf(key))));
    return { data, total: wanted.length };
  }

  async one(tx: Tx, workspaceId: string, key: TemplateKey): Promise<TemplateDetail> {
    const newest = await this.store.newest(tx, workspaceId, key);
    const draft = await this.store.draft(tx, workspaceId, key);
    const own = newest?.origin === 'own' ? await this.store.compiled(tx, workspaceId, key, newest.version) : null;
    return {
      ...stateOf(key, newest ?? undefined, draft ?? undefined),
      inForce: own?.source ?? starterOf(key),
      draft: draft?.source ?? null,
      faults: draft ? await this.judge.run(tx, workspaceId, key, draft.source) : [],
      variables: pathsOf(shapeOf(sampleContexts(key.name, key.locale))),
    };
  }
}

function stateOf(key: TemplateKey, newest: TemplateVersion | undefined, draft: Pick<Draft, 'savedAt'> | undefined): Template {
  return {
    id: idOf(key),
    ...key,
    marketing: isReminder(key.name),
    version: newest?.version ?? null,
    origin: newest?.origin ?? 'starter',
    publishedAt: newest ? newest.publishedAt.toISOString() : null,
    draftSavedAt: draft ? draft.savedAt.toISOString() : null,
  };
}

function byId<T extends { readonly name: string; readonly channel: string; readonly locale: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [`${row.name}.${row.channel}.${row.locale}`, row]));
}

/** `products[].name`, as an author reads it. */
function pathsOf(shape: Shape, path = ''): string[] {
  if (shape === 'value') return [path];
  if ('each' in shape) return pathsOf(shape.each, `${path}[]`);
  return Object.entries(shape.fields).flatMap(([name, field]) => pathsOf(field, path === '' ? name : `${path}.${name}`));
}
