import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { compileTemplate } from './compile-template.js';
import { JudgeTemplate } from './judge-template.js';
import { digestOf, idOf, type TemplateKey } from './starter-templates.js';
import { TemplateStore } from './template.store.js';

/** Turns the draft into the version in force, or says by name what keeps it from that. */
@Injectable()
export class PublishTemplate {
  constructor(
    private readonly store: TemplateStore,
    private readonly judge: JudgeTemplate,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, actor: Actor): Promise<number> {
    const draft = await this.store.draft(tx, workspaceId, key);
    if (!draft) throw new Refusal('no-draft');
    const { source } = draft;
    const faults = await this.judge.run(tx, workspaceId, key, source);
    const [worst] = faults;
    if (worst) {
      const fields = faults.map(({ field, line, code, what }) => ({ path: field, message: `line ${line}: ${code}: ${what}` }));
      throw new Refusal(worst.code, { ...worst, faults }, fields);
    }
    const compiled = await compileTemplate(source, key.channel, key.locale);
    const version = await this.store.add(tx, workspaceId, key, 'own', source, { ...compiled, digest: digestOf(compiled, key.locale) }, this.clock.now(), actor);
    await this.store.dropDraft(tx, workspaceId, key);
    await this.audit.record(tx, workspaceId, { actor, command: 'publish-template', subject: { kind: 'template', id: idOf(key) }, details: { version } });
    return version;
  }
}
