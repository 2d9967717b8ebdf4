import type { LiquidError, Template } from 'liquidjs';
import type { RefusalCode } from '@perennial/contract/public';
import { isReminder } from '../message.js';
import { compileTemplate, MjmlFaults } from './compile-template.js';
import { CompiledTemplate, type RenderedMail } from './compiled-template.js';
import { isKnown, type Shape, shapeOf } from './known-variables.js';
import { LIQUID } from './liquid.js';
import { conditionalIn, guardedIn, loopsIn, type Mention, mentionsIn, ownVariables, without } from './mentions.js';
import { SAMPLE_STOP_LINK, sampleContexts } from './sample-variables.js';
import type { TemplateKey } from './starter-templates.js';
import type { TemplateField, TemplateSource } from './template.js';

export type FaultCode = Extract<RefusalCode, `template-${string}`>;

/** Why a template cannot be published, and where. */
export interface TemplateFault {
  readonly code: FaultCode;
  readonly field: TemplateField;
  readonly line: number;
  /** The variable, the tag, or what the parser says. */
  readonly what: string;
}

const FIELDS = ['subject', 'preheader', 'body', 'footer', 'text'] as const satisfies readonly TemplateField[];
/** What of a product may stand in a subject though one of the products is sensitive: days, numbers and yes or no. */
const REVEALS_NOTHING = new Set(['size', 'expected_on', 'expected_date', 'last_ordered_on', 'days_since_last_order', 'window', 'window_from', 'window_to', 'sensitive']);
const ABOUT_PRODUCTS = new Set(['product', 'products']);
const ACTIVE = /<\s*(script|iframe|object|embed|form|input|button|base|link|svg|mj-include|mj-html-attributes)\b|\son\w+\s*=|(?:javascript|vbscript)\s*:/i;
const STOP_WORD = /\bSTOP\b|退订/;

/** Everything that speaks against publishing a template, most telling first. Pure: the samples stand for the messages to come. */
export async function checkTemplate(key: TemplateKey, source: TemplateSource): Promise<TemplateFault[]> {
  const parsed = parse(key, source);
  if (parsed.faults.length > 0) return parsed.faults;
  const samples = sampleContexts(key.name, key.locale);
  const faults = [
    ...missingParts(key, source),
    ...parsed.fields.flatMap(({ field, templates }) => unknownVariables(field, templates, shapeOf(samples))),
    ...activeContent(source),
    ...(isReminder(key.name) ? [...revealing(key, parsed.fields), ...withoutStop(key, source, parsed.fields)] : []),
  ];
  return faults.length > 0 ? faults : rendering(key, source, samples);
}

interface ParsedField {
  readonly field: TemplateField;
  readonly templates: Template[];
}

function parse({ locale }: TemplateKey, source: TemplateSource): { fields: ParsedField[]; faults: TemplateFault[] } {
  const fields: ParsedField[] = [];
  const faults: TemplateFault[] = [];
  for (const field of FIELDS) {
    try {
      fields.push({ field, templates: LIQUID[locale].text.parse(source[field]) });
    } catch (error) {
      faults.push(liquidFault(field, error));
    }
  }
  return { fields, faults };
}

function missingParts({ channel }: TemplateKey, source: TemplateSource): TemplateFault[] {
  const needed: readonly TemplateField[] = channel === 'email' ? ['subject', 'body', 'text'] : ['text'];
  return needed.filter((field) => source[field].trim() === '').map((field) => ({ code: 'template-part-missing', field, line: 1, what: field }));
}

function unknownVariables(field: TemplateField, templates: Template[], shape: Shape): TemplateFault[] {
  const own = ownVariables(templates);
  const loops = new Map<string, (readonly string[])[]>();
  for (const { variable, over } of loopsIn(templates)) loops.set(variable, [...(loops.get(variable) ?? []), over]);
  return mentionsIn(templates)
    .filter(({ path }) => !own.has(path[0] ?? '') && !isKnown(path, shape, loops))
    .map((mention) => faultAt('template-unknown-variable', field, mention));
}

function activeContent(source: TemplateSource): TemplateFault[] {
  return (['subject', 'preheader', 'body', 'footer'] as const).flatMap((field) => {
    const found = ACTIVE.exec(source[field]);
    return found ? [{ code: 'template-active-content' as const, field, line: lineAt(source[field], found.index), what: found[0].trim() }] : [];
  });
}

/**
 * Where a subject, a preheader or a text message could name a sensitive product. What says more of a product than a day must
 * stand where no product of the message is sensitive; a value carried out of there is empty when one is.
 */
function revealing({ channel }: TemplateKey, fields: readonly ParsedField[]): TemplateFault[] {
  const shown: readonly TemplateField[] = channel === 'sms' ? ['text'] : ['subject', 'preheader'];
  return fields
    .filter(({ field }) => shown.includes(field))
    .flatMap(({ field, templates }) => {
      const own = ownVariables(templates);
      // Whoever could set the guard could open it.
      const guarded = own.has('any_sensitive') || own.has('headline') ? [] : mentionsIn(guardedIn(templates, nothingSensitive));
      return without(mentionsIn(templates), guarded)
        .filter(({ path: [root = '', ...rest] }) => (ABOUT_PRODUCTS.has(root) && !REVEALS_NOTHING.has(rest.at(-1) ?? '')) || root === 'reason')
        .map((mention) => faultAt('template-names-sensitive-product', field, mention));
    });
}

function nothingSensitive(condition: string, holds: boolean): boolean {
  return holds
    ? ['headline', 'headline nil !=', 'any_sensitive false =='].includes(condition)
    : ['any_sensitive', 'any_sensitive true ==', 'headline nil =='].includes(condition);
}

/** The way out stands in both forms of the mail, and under no condition. */
function withoutStop({ channel }: TemplateKey, source: TemplateSource, fields: readonly ParsedField[]): TemplateFault[] {
  if (channel === 'sms' && STOP_WORD.test(source.text)) return [];
  const always = (wanted: readonly TemplateField[]) =>
    fields
      .filter(({ field }) => wanted.includes(field))
      .some(({ templates }) => without(mentionsIn(templates), mentionsIn(conditionalIn(templates))).some(({ path }) => path.join('.') === 'links.stop'));
  const fault = (field: TemplateField): TemplateFault => ({ code: 'template-without-unsubscribe-link', field, line: 1, what: 'links.stop' });
  return [...(channel === 'sms' || always(['body', 'footer']) ? [] : [fault('footer')]), ...(always(['text']) ? [] : [fault('text')])];
}

/** Makes the message for every sample: what no list of rules foresees shows here. */
async function rendering(key: TemplateKey, source: TemplateSource, samples: readonly Record<string, unknown>[]): Promise<TemplateFault[]> {
  const { text } = LIQUID[key.locale];
  for (const field of FIELDS) {
    for (const sample of samples) {
      try {
        text.parseAndRenderSync(source[field], sample);
      } catch (error) {
        return [liquidFault(field, error)];
      }
    }
  }
  try {
    const compiled = new CompiledTemplate(await compileTemplate(source, key.channel, key.locale), key.locale);
    const mails = samples.map((sample) => compiled.render(sample));
    return key.channel === 'email' && isReminder(key.name) && mails.some(cannotBeStopped) ? [{ code: 'template-without-unsubscribe-link', field: 'footer', line: 1, what: 'links.stop' }] : [];
  } catch (error) {
    if (error instanceof MjmlFaults) return error.faults.map((fault) => ({ code: 'template-broken', ...fault }));
    return [liquidFault('body', error)];
  }
}

function cannotBeStopped({ html, text }: RenderedMail): boolean {
  return !html.includes(`href="${SAMPLE_STOP_LINK}"`) || !text.includes(SAMPLE_STOP_LINK);
}

function liquidFault(field: TemplateField, error: unknown): TemplateFault {
  const { token, message } = error as LiquidError;
  const [line = 1] = (token as { getPosition?(): number[] } | undefined)?.getPosition?.() ?? [];
  return { code: 'template-broken', field, line, what: message.replace(/, line:\d+.*$/s, '') };
}

function faultAt(code: FaultCode, field: TemplateField, { path, line }: Mention): TemplateFault {
  return { code, field, line, what: path.join('.') };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
