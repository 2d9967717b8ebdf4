import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { CompiledTemplate } from './compiled-template.js';
import { type Ready, readyStarter, starterOf, type TemplateKey } from './starter-templates.js';
import { TemplateStore, type TemplateVersion } from './template.store.js';

/** Parsed templates that are kept. A workspace that never changed a starter shares it with all others. */
const KEPT = 500;

/** A template in force and its number, which a message that is made by it keeps. */
export interface InForce {
  readonly template: CompiledTemplate;
  readonly version: number;
}

/** Which words a message is made of. */
@Injectable()
export class Templates {
  private readonly parsed = new Map<string, CompiledTemplate>();

  constructor(
    private readonly store: TemplateStore,
    private readonly clock: Clock,
  ) {}

  /** The newest version the workspace published, or the starter, which becomes a version of its own when it is first used. */
  async inForce(tx: Tx, workspaceId: string, key: TemplateKey): Promise<InForce> {
    const newest = await this.store.newest(tx, workspaceId, key);
    if (newest?.origin === 'own') return { version: newest.version, template: await this.parse(tx, workspaceId, key, newest) };
    const starter = await readyStarter(key);
    // Two releases of the service may run side by side, each with its starter: neither writes the other's again and again.
    const known = newest?.digest === starter.digest ? newest : await this.store.starterLike(tx, workspaceId, key, starter.digest);
    const version = known?.version ?? (await this.store.add(tx, workspaceId, key, 'starter', starterOf(key), starter, this.clock.now(), SYSTEM));
    return { version, template: this.keep(starter, key) };
  }

  /** What a message was made of when it left. */
  async version(tx: Tx, workspaceId: string, key: TemplateKey, version: number): Promise<CompiledTemplate> {
    const stored = await this.store.compiled(tx, workspaceId, key, version);
    if (!stored) throw new Refusal('not-found');
    return new CompiledTemplate({ ...stored.source, html: stored.html }, key.locale);
  }

  /** The words of the service itself, outside any workspace. */
  async ofTheService(key: TemplateKey): Promise<CompiledTemplate> {
    return this.keep(await readyStarter(key), key);
  }

  private async parse(tx: Tx, workspaceId: string, key: TemplateKey, { version, digest }: TemplateVersion): Promise<CompiledTemplate> {
    const kept = this.parsed.get(digest);
    if (kept) return kept;
    const stored = await this.store.compiled(tx, workspaceId, key, version);
    if (!stored) throw new Refusal('not-found');
    return this.keep({ ...stored.source, html: stored.html, digest }, key);
  }

  private keep(ready: Ready, key: TemplateKey): CompiledTemplate {
    let template = this.parsed.get(ready.digest);
    if (!template) {
      template = new CompiledTemplate(ready, key.locale);
      const [oldest] = this.parsed.keys();
      if (this.parsed.size >= KEPT && oldest !== undefined) this.parsed.delete(oldest);
      this.parsed.set(ready.digest, template);
    }
    return template;
  }
}
