import { ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type RefusalCode, REFUSALS } from '@perennial/contract/public';

const CODES = Symbol('problems');
// Failures have a media type of their own, whatever the route answers with.
const CONTENT = { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } };

/**
 * Names in OpenAPI the refusals a route may answer with, one response per status. Several decorators on one route add up:
 * the access rules bring their own codes.
 * @example ＠ApiProblems('quote-expired', 'already-renewed')
 */
export function ApiProblems(...codes: RefusalCode[]): MethodDecorator & ClassDecorator {
  return (target: object, property?: string | symbol, descriptor?: PropertyDescriptor) => {
    const place = (descriptor?.value as object | undefined) ?? target;
    const known = (Reflect.getOwnMetadata(CODES, place) as RefusalCode[] | undefined) ?? [];
    const added = [...new Set(codes)].filter((code) => !known.includes(code));
    Reflect.defineMetadata(CODES, [...known, ...added], place);
    // Swagger itself joins the descriptions of one status; each code is handed to it once.
    for (const [status, group] of Map.groupBy(added, (code) => REFUSALS[code].status)) {
      const response = ApiResponse({ status, description: group.map((code) => `\`${code}\`: ${REFUSALS[code].en}`).join(' '), content: CONTENT });
      if (property !== undefined && descriptor) (response as MethodDecorator)(target, property, descriptor);
      else (response as ClassDecorator)(target as never);
    }
  };
}

/** The codes declared on these places: a route's handler and its controller. */
export function problemsOf(...places: readonly object[]): RefusalCode[] {
  return places.flatMap((place) => (Reflect.getOwnMetadata(CODES, place) as RefusalCode[] | undefined) ?? []);
}
