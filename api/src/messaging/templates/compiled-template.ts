import type { Template } from 'liquidjs';
import type { Locale } from '../message.js';
import { layout } from './layout.js';
import { liquidFor } from './liquid.js';
import type { TemplateSource } from './template.js';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const ENGINES = {
  en: { html: liquidFor('en', 'html'), text: liquidFor('en', 'text') },
  'zh-CN': { html: liquidFor('zh-CN', 'html'), text: liquidFor('zh-CN', 'text') },
};

/** A template after the slow part: MJML is compiled (milliseconds) once, Liquid is parsed once and run for every mail. */
export class CompiledTemplate {
  private constructor(
    private readonly locale: Locale,
    private readonly subject: Template[],
    private readonly html: Template[],
    private readonly text: Template[],
  ) {}

  static async of(source: TemplateSource, locale: Locale): Promise<CompiledTemplate> {
    const { html, text } = ENGINES[locale];
    // Loaded when first needed: it is by far the largest library of the service, and most processes never compile a template.
    const { default: mjml2html } = await import('mjml');
    const compiled = await mjml2html(layout(locale, source), { validationLevel: 'strict', fonts: {}, keepComments: false });
    return new CompiledTemplate(locale, text.parse(source.subject), html.parse(compiled.html), text.parse(source.text));
  }

  render(context: Readonly<Record<string, unknown>>): RenderedMail {
    const { html, text } = ENGINES[this.locale];
    return {
      subject: oneLine(text.renderSync(this.subject, context) as string),
      html: html.renderSync(this.html, context) as string,
      text: text.renderSync(this.text, context) as string,
    };
  }
}

// Whatever a product or shop is called, a subject stays one header line.
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
