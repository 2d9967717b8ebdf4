import { Injectable } from '@nestjs/common';
import type { Locale, TemplateName } from '../message.js';
import { CompiledTemplate } from './compiled-template.js';
import { STARTER_TEMPLATES } from './starter-templates.js';

/** The templates in force, each compiled when it is first needed. */
@Injectable()
export class Templates {
  private readonly compiled = new Map<string, Promise<CompiledTemplate>>();

  async get(name: TemplateName, locale: Locale): Promise<CompiledTemplate> {
    const key = `${name} ${locale}`;
    let template = this.compiled.get(key);
    if (!template) {
      template = CompiledTemplate.of(STARTER_TEMPLATES[name][locale], locale);
      this.compiled.set(key, template);
    }
    return template;
  }
}
