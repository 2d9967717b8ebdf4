import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { REFUSALS } from '@perennial/contract/admin';
import supertest from 'supertest';
import { openStage, type Stage } from '../stage/open-stage.js';
import { type DeclaredRoute, declaredRoutes, servedRoutes } from '../stage/routes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Record<string, { schema?: { $ref?: string } }>;

/** Routes that are served and not described, and why each may be. */
const NOT_DESCRIBED: Readonly<Record<string, string>> = {
  'GET /health/live': 'for whoever runs the process, not for programs that use it',
  'GET /health/ready': 'the same',
  'GET /metrics': 'for Prometheus, which knows the form',
};

describe('the description of the API at /api/openapi.json', () => {
  let stage: Stage;
  let document: OpenAPIObject;
  let served: string[];
  let operations: Map<string, Operation>;
  let declared: Map<string, DeclaredRoute>;

  beforeAll(async () => {
    stage = await openStage({ settings: { jobs: false } });
    document = (await supertest(stage.app.getHttpServer()).get('/api/openapi.json').expect(200)).body as OpenAPIObject;
    served = servedRoutes(stage.app).filter((route) => !/ \/(api\/(docs|openapi)|admin|portal)\b/.test(route)); // the document itself, its reader, and the fronts' files
    declared = declaredRoutes(stage.app);
    operations = new Map(
      Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation as Operation])),
    );
  });
  afterAll(() => stage?.close());

  it('names every route that is served, but those left out for a reason', () => {
    expect(operations.size).toBeGreaterThan(80);
    expect([...operations.keys(), ...Object.keys(NOT_DESCRIBED)].sort()).toEqual(served);
  });

  it('says in words what each is for, and gives each a name of its own', () => {
    expect(those(({ summary }) => !summary)).toEqual([]);
    expect(those(({ tags }) => !tags?.length)).toEqual([]);
    expect(new Set([...operations.values()].map(({ operationId }) => operationId)).size).toBe(operations.size);
  });

  it('has the one success that the route answers with, and the form of its body', () => {
    const wrong = those(({ responses }, { status }) => {
      const successes = Object.keys(responses).filter((code) => /^[23]/.test(code));
      const content = contentOf(responses[String(status)]);
      const empty = status === 204 || status === 202 || status === 302;
      return successes.join() !== String(status) || (empty ? content !== undefined : !Object.values(content ?? {}).some(({ schema }) => schema && Object.keys(schema).length > 0));
    });
    expect(wrong).toEqual([]);
  });

  it('describes what a route takes', () => {
    expect(those(({ requestBody }, { takesBody }) => takesBody && !requestBody)).toEqual([]);
    expect(those(({ parameters = [] }, _route, key) => [...key.matchAll(/\{(\w+)\}/g)].some(([, name]) => !parameters.some((p) => 'name' in p && p.name === name)))).toEqual([]);
  });

  it('has every code that the route and its access rule declare', () => {
    const missing = [...operations].flatMap(([key, { responses }]) =>
      (declared.get(key)?.codes ?? []).filter((code) => !JSON.stringify(responses[String(REFUSALS[code].status)] ?? '').includes(`\`${code}\``)).map((code) => `${key}: ${code}`),
    );
    expect(missing).toEqual([]);
  });

  it('has a 401 and a 403 where somebody must be signed in, and a 400 where there is something to get wrong', () => {
    expect(those(({ responses }, { rule }) => rule.kind !== 'public' && !('401' in responses && '403' in responses))).toEqual([]);
    expect(those(({ security }, { rule }) => rule.kind !== 'public' && !security?.length)).toEqual([]);
    expect(those(({ responses }, { takesInput }) => takesInput && !('400' in responses))).toEqual([]);
  });

  it('gives every failure the form of a problem', () => {
    const others = those(({ responses }) =>
      Object.entries(responses).some(([status, response]) => Number(status) >= 400 && contentOf(response)?.['application/problem+json']?.schema?.$ref !== '#/components/schemas/Problem'),
    );
    expect(others).toEqual([]);
  });

  it('refers to nothing that is not in it', () => {
    const references = [...new Set([...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference as string))];
    const known = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => !known.includes(reference))).toEqual([]);
  });

  /** The operations for which `wrong` holds. */
  function those(wrong: (operation: Operation, route: DeclaredRoute, key: string) => boolean): string[] {
    return [...operations].filter(([key, operation]) => wrong(operation, declared.get(key) as DeclaredRoute, key)).map(([key]) => key);
  }
});

function contentOf(response: unknown): Content | undefined {
  return (response as { content?: Content } | undefined)?.content;
}
