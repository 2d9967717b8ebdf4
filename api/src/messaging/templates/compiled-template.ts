import type { Template } from 'liquidjs';
import type { Locale } from '../message.js';
import { compileTemplate } from './compile-template.js';
import { LIQUID } from './liquid.js';
import { oneLine } from '../one-line.js';
import type { CompiledSource, TemplateSource } from './template.js';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A compiled template with its Liquid parsed: what remains is run for every message. */
export class CompiledTemplate {
  private readonly subject: Template[];
  private readonly html: Template[];
  private readonly text: Template[];

  constructor(
    { subject, html, text }: CompiledSource,
    private readonly locale: Locale,
  ) {
    const liquid = LIQUID[locale];
    this.subject = liquid.text.parse(subject);
    this.html = liquid.html.parse(html);
    this.text = liquid.text.parse(text);
  }

  static async of(source: TemplateSource, channel: string, locale: Locale): Promise<CompiledTemplate> {
    return new CompiledTemplate(await compileTemplate(source, channel, locale), locale);
  }

  render(context: Readonly<Record<string, unknown>>): RenderedMail {
    const { html, text } = LIQUID[this.locale];
    const subject = oneLine(text.renderSync(this.subject, context) as string);
    return {
      subject,
      // The paper says the subject twice, as the title and to those who listen; it is not thought out again each time.
      html: html.renderSync(this.html, { ...context, mail: { subject } }) as string,
      text: text.renderSync(this.text, context) as string,
    };
  }
}
