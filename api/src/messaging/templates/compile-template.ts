import type { Locale } from '../message.js';
import { layout } from './layout.js';
import type { CompiledSource, TemplateField, TemplateSource } from './template.js';

/** What MJML has against a template, in the field and line its author wrote. */
export interface MjmlFault {
  readonly field: TemplateField;
  readonly line: number;
  readonly what: string;
}

export class MjmlFaults extends Error {
  override readonly name = 'MjmlFaults';
  constructor(readonly faults: readonly MjmlFault[]) {
    super(faults.map(({ field, line, what }) => `${field}, line ${line}: ${what}`).join('; '));
  }
}

/**
 * The slow part of making a mail, milliseconds, once for each version.
 * @throws MjmlFaults
 */
export async function compileTemplate(source: TemplateSource, channel: string, locale: Locale): Promise<CompiledSource> {
  const { subject, text } = source;
  if (channel !== 'email') return { subject: '', html: '', text };
  const unbalanced = unclosedTag(source.body);
  if (unbalanced) throw new MjmlFaults([{ field: 'body', ...unbalanced }]);
  // Loaded when first needed: it is by far the largest library of the service, and most processes never compile a template.
  const { default: mjml2html } = await import('mjml');
  try {
    // An include would read a file of ours.
    const { html } = await mjml2html(layout(locale, source), { validationLevel: 'strict', ignoreIncludes: true, fonts: {}, keepComments: false });
    return { subject, html, text };
  } catch (error) {
    const { errors } = error as { errors?: readonly { line: number; message: string }[] };
    if (!errors) throw error;
    throw new MjmlFaults(errors.map(({ line, message }) => ({ ...placeOf(line, source, locale), what: message })));
  }
}

/** Which line of which field a line of the finished MJML was. */
function placeOf(line: number, source: TemplateSource, locale: Locale): { field: TemplateField; line: number } {
  const before = layout(locale, { ...source, body: '\0' });
  const bodyFrom = before.slice(0, before.indexOf('\0')).split('\n').length;
  const bodyLines = source.body.split('\n').length;
  if (line < bodyFrom) return { field: 'preheader', line: 1 };
  return line < bodyFrom + bodyLines ? { field: 'body', line: line - bodyFrom + 1 } : { field: 'footer', line: 1 };
}

/** MJML closes what its author forgot to close wherever it thinks fit. We ask instead. */
function unclosedTag(body: string): { line: number; what: string } | null {
  const open: { tag: string; line: number }[] = [];
  for (const found of body.matchAll(/<(\/?)(mj-[\w-]+)\b((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g)) {
    const [, closing, tag = '', , alone] = found;
    const line = body.slice(0, found.index).split('\n').length;
    if (!closing && !alone) open.push({ tag, line });
    if (!closing) continue;
    const last = open.pop();
    if (last?.tag !== tag) return last ? { line: last.line, what: `<${last.tag}> is not closed` } : { line, what: `</${tag}> closes nothing` };
  }
  const [left] = open;
  return left ? { line: left.line, what: `<${left.tag}> is not closed` } : null;
}
