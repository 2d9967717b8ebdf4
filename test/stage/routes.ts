import { type INestApplication, RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { RefusalCode } from '@perennial/contract/admin';
import { ACCESS_RULE, type AccessRule, problemsOf } from '../../api/src/platform/http/index.js';

/** A route as its handler declares it. */
export interface DeclaredRoute {
  readonly rule: AccessRule;
  /** The status of its success. */
  readonly status: number;
  /** Whether the caller can get its input wrong: body, query, or a parameter other than the workspace, which the guard looks at. */
  readonly takesInput: boolean;
  readonly takesBody: boolean;
  readonly codes: readonly RefusalCode[];
}

/** What Express really serves: `GET /api/v1/me`, parameters as `{id}`. What stands there for every method is no route but on the way to one. */
export function servedRoutes(app: INestApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string | string[]; stack: { method: string }[] } }[] } };
  const routes = router.stack.flatMap(({ route }) => (route?.stack.length === 1 ? [route.path].flat().flatMap((path) => route.stack.map(({ method }) => keyOf(method, path))) : []));
  return [...new Set(routes)].sort();
}

/** What the controllers declare, by the same keys. */
export function declaredRoutes(app: INestApplication): Map<string, DeclaredRoute> {
  const scanner = app.get(MetadataScanner);
  return new Map(
    app.get(DiscoveryService).getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name] as object))
        .map((name) => routeOf(metatype, name, prototype[name] as object));
    }),
  );
}

function routeOf(controller: object, name: string, handler: object): [string, DeclaredRoute] {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
  const path = ['/api/v1', Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)].join('/');
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { data?: unknown }>;
  // `5:0`: the kind and the place of an argument. Decorators of our own have other keys.
  const inputs = Object.entries(args).flatMap(([key, { data }]) => (/^\d+:\d+$/.test(key) ? [{ kind: Number.parseInt(key, 10), data }] : []));
  const takesBody = inputs.some(({ kind }) => kind === RouteParamtypes.BODY);
  return [
    keyOf(method, path),
    {
      rule: (Reflect.getMetadata(ACCESS_RULE, handler) ?? Reflect.getMetadata(ACCESS_RULE, controller)) as AccessRule,
      status: (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (method === 'POST' ? 201 : 200),
      takesInput: takesBody || inputs.some(({ kind, data }) => kind === RouteParamtypes.QUERY || (kind === RouteParamtypes.PARAM && data !== 'workspaceId')),
      takesBody,
      codes: problemsOf(handler, controller),
    },
  ];
}

function keyOf(method: string, path: string): string {
  const plain = path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '').replace(/:(\w+)/g, '{$1}');
  return `${method.toUpperCase()} ${plain}`;
}
