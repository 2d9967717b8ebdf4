import type { Locale } from '../message.js';

/** The source of one message in one language. Everything is Liquid; `body` is MJML sections inside the house layout. */
export interface TemplateSource {
  readonly subject: string;
  /** The line an inbox shows after the subject. */
  readonly preheader: string;
  readonly body: string;
  /** Why the reader gets this mail, in small print under it. */
  readonly footer: string;
  readonly text: string;
}
export type TemplateField = keyof TemplateSource;

export type TemplateSources = Readonly<Record<Locale, TemplateSource>>;

/** How a template is made ready: MJML compiled, Liquid still in it. It never changes once it is published. */
export interface CompiledSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A text message has words and nothing else. */
export function wordsOnly(text: string): TemplateSource {
  return { subject: '', preheader: '', body: '', footer: '', text };
}
