import type { Locale } from '../message.js';

/** The source of one mail in one language. Everything is Liquid; `body` is MJML sections inside the house layout. */
export interface TemplateSource {
  readonly subject: string;
  /** The line an inbox shows after the subject. */
  readonly preheader: string;
  readonly body: string;
  /** Why the reader gets this mail, in small print under it. */
  readonly footer: string;
  readonly text: string;
}

export type TemplateSources = Readonly<Record<Locale, TemplateSource>>;
