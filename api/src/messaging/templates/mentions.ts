import { analyzeSync, type Template, toValueSync, type Variable } from 'liquidjs';

/** One place where a template names a variable. A segment that is only known while rendering is `*`. */
export interface Mention {
  readonly path: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** A loop variable and what it runs over. */
export interface Loop {
  readonly variable: string;
  readonly over: readonly string[];
}

/** The parts of liquidjs's tags that we read. */
interface Node extends Template {
  readonly name?: string;
  readonly branches?: readonly { readonly value: unknown; readonly templates: Template[] }[];
  readonly elseTemplates?: Template[];
  readonly variable?: string;
  readonly collection?: unknown;
}

export function mentionsIn(templates: Template[]): Mention[] {
  return Object.values(analyzeSync(templates, { partials: false }).variables)
    .flat()
    .map(mentionOf);
}

/** Variables the template sets itself. */
export function ownVariables(templates: Template[]): ReadonlySet<string> {
  return new Set(Object.keys(analyzeSync(templates, { partials: false }).locals));
}

export function loopsIn(templates: readonly Template[]): Loop[] {
  return everyNode(templates).flatMap((node) => {
    if ((node.name !== 'for' && node.name !== 'tablerow') || node.variable === undefined) return [];
    const over = pathOf(node.collection);
    return over ? [{ variable: node.variable, over }] : [];
  });
}

/** Everything that stands under some condition, or in a loop that may run over nothing. */
export function conditionalIn(templates: readonly Template[]): Template[] {
  return templates.flatMap((template) => childrenOf(template));
}

/**
 * Everything that is only printed when one of `assuring` holds.
 * @param assuring what a condition says about it when it is true, or when it is false
 */
export function guardedIn(templates: readonly Template[], assuring: (condition: string, holds: boolean) => boolean): Template[] {
  return everyNode(templates).flatMap((node) => {
    if (node.name !== 'if' && node.name !== 'unless') return [];
    let assured = false;
    const guarded = (node.branches ?? []).flatMap(({ value, templates: inside }, index) => {
      const negated = node.name === 'unless' && index === 0;
      const condition = conditionOf(value);
      const here = assured || assuring(condition, !negated);
      assured ||= assuring(condition, negated);
      return here ? inside : [];
    });
    return [...guarded, ...(assured ? (node.elseTemplates ?? []) : [])];
  });
}

/** What `all` has and `part` has not, by place. */
export function without(all: readonly Mention[], part: readonly Mention[]): Mention[] {
  const places = new Set(part.map(({ line, column }) => `${line}:${column}`));
  return all.filter(({ line, column }) => !places.has(`${line}:${column}`));
}

function mentionOf({ segments, location }: Variable): Mention {
  return { path: segments.map((segment) => (typeof segment === 'object' ? '*' : String(segment))), line: location.row, column: location.col };
}

function everyNode(templates: readonly Template[]): Node[] {
  return templates.flatMap((template) => [template as Node, ...everyNode(childrenOf(template))]);
}

function childrenOf(template: Template): Template[] {
  return template.children ? (toValueSync(template.children(false, true)) as Template[]) : [];
}

interface Token {
  readonly props?: readonly { readonly content?: unknown }[];
  readonly content?: unknown;
  readonly operator?: string;
  readonly literal?: string;
}

/** `headline == nil` as `headline nil ==`: a condition in the order it is worked out, without its spaces. */
function conditionOf(value: unknown): string {
  const { initial, filters = [] } = value as { initial?: { postfix: readonly Token[] }; filters?: readonly unknown[] };
  if (filters.length > 0) return '?';
  return (initial?.postfix ?? []).map((token) => token.operator ?? pathOf(token)?.join('.') ?? token.literal ?? String(token.content)).join(' ');
}

function pathOf(token: unknown): string[] | null {
  const { props } = (token ?? {}) as Token;
  return props ? props.map(({ content }) => (content === undefined ? '*' : String(content))) : null;
}
