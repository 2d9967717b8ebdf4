import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A schema of OpenAPI 3.0, as far as Stripe's description uses it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly maxLength?: number;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const FILE = join(import.meta.dirname, '../../../shared/stripe/spec3.json');

/** Something that does not fit: where, and why. */
export interface Misfit {
  readonly at: string;
  readonly why: string;
}

/** Stripe's own description of its API, when it is there. It is of an older version than the one we speak. */
export class StripeSpec {
  private constructor(private readonly spec: Description) {}

  static load(): StripeSpec | null {
    return existsSync(FILE) ? new StripeSpec(JSON.parse(readFileSync(FILE, 'utf8')) as Description) : null;
  }

  has(method: string, path: string): boolean {
    return this.operation(method, path) !== undefined;
  }

  /** A call's parameters as they were sent: everything is text, lists are numbered. */
  misfitsOfRequest(method: string, path: string, form: unknown): Misfit[] {
    const operation = this.operation(method, path);
    const body = operation?.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    const query = Object.fromEntries((operation?.parameters ?? []).filter((p) => p.in === 'query').map((p) => [p.name, p.schema]));
    return this.check(method === 'GET' ? { type: 'object', properties: query } : (body ?? {}), form ?? {}, '', true);
  }

  misfitsOfAnswer(method: string, path: string, status: number, answer: unknown): Misfit[] {
    const responses = this.operation(method, path)?.responses;
    const schema = (responses?.[String(status)] ?? responses?.['default'])?.content?.['application/json']?.schema;
    return this.check(schema ?? {}, answer, '', false);
  }

  private operation(method: string, path: string): Operation | undefined {
    const wanted = shapeOf(path);
    const [, operations] = Object.entries(this.spec.paths).find(([each]) => shapeOf(each) === wanted) ?? [];
    return operations?.[method.toLowerCase()];
  }

  private check(given: Schema, value: unknown, at: string, asForm: boolean): Misfit[] {
    const schema = this.resolved(given);
    if (value === null) return schema.nullable === true || Object.keys(schema).length === 0 ? [] : [{ at, why: 'is null' }];
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.checkChoices(choices, value, at, asForm);
    if (schema.enum && !schema.enum.includes(value)) return [{ at, why: `is ${JSON.stringify(value)}, which is none of its values` }];
    switch (schema.type) {
      case 'object':
        return this.checkObject(schema, value, at, asForm);
      case 'array':
        return typeof value === 'object' ? Object.values(value).flatMap((item) => this.check(schema.items ?? {}, item, `${at}[]`, asForm)) : [{ at, why: 'is no list' }];
      case 'integer':
      case 'number':
        return typeof value === 'number' || (asForm && /^-?\d+(\.\d+)?$/.test(String(value))) ? [] : [{ at, why: 'is no number' }];
      case 'boolean':
        return typeof value === 'boolean' || (asForm && (value === 'true' || value === 'false')) ? [] : [{ at, why: 'is no yes or no' }];
      case 'string':
        return typeof value === 'string' && value.length <= (schema.maxLength ?? Infinity) ? [] : [{ at, why: 'is no text, or too long a one' }];
      default:
        return [];
    }
  }

  // Of several forms the object's own name says which is meant; otherwise the one that fits best.
  private checkChoices(choices: readonly Schema[], value: unknown, at: string, asForm: boolean): Misfit[] {
    const named = typeof value === 'object' ? (value as { object?: unknown }).object : undefined;
    const own = choices.filter((choice) => named !== undefined && this.resolved(choice).properties?.['object']?.enum?.includes(named));
    const results = (own.length > 0 ? own : choices).map((choice) => this.check(choice, value, at, asForm));
    return results.sort((a, b) => a.length - b.length)[0] ?? [];
  }

  private checkObject(schema: Schema, value: unknown, at: string, asForm: boolean): Misfit[] {
    if (typeof value !== 'object' || value === null) return [{ at, why: 'is no object' }];
    const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => ({ at: `${at}.${name}`, why: 'is missing' }));
    const { properties, additionalProperties: rest } = schema;
    const inside = Object.entries(value).flatMap(([name, each]) => {
      const known = properties?.[name] ?? (typeof rest === 'object' ? rest : undefined);
      if (known) return this.check(known, each, `${at}.${name}`, asForm);
      // Keys are free where the description names none: metadata.
      return properties === undefined || Object.keys(properties).length === 0 ? [] : [{ at: `${at}.${name}`, why: 'is not known' }];
    });
    return [...missing, ...inside];
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const name = schema.$ref.split('/').at(-1) ?? '';
    return { ...this.spec.components.schemas[name], ...(schema.nullable === undefined ? {} : { nullable: schema.nullable }) };
  }
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}
