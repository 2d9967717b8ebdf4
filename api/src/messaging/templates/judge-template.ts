import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { isReminder } from '../message.js';
import { checkTemplate, type TemplateFault } from './check-template.js';
import type { TemplateKey } from './starter-templates.js';
import type { TemplateField, TemplateSource } from './template.js';
import { TemplateFacts } from './template-facts.js';

/** Everything that speaks against publishing these words in this workspace. */
@Injectable()
export class JudgeTemplate {
  constructor(private readonly facts: TemplateFacts) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, source: TemplateSource): Promise<TemplateFault[]> {
    const faults = await checkTemplate(key, source);
    if (!isReminder(key.name)) return faults;
    const shown: readonly TemplateField[] = key.channel === 'sms' ? ['text'] : ['subject', 'preheader'];
    for (const field of shown) {
      for (const what of await this.facts.sensitiveNamesIn(tx, workspaceId, source[field])) {
        faults.push({ code: 'template-names-sensitive-product', field, line: 1, what });
      }
    }
    return faults;
  }
}
