import { ApiResponse } from '@nestjs/swagger';
import { Problem, type RefusalCode, REFUSALS } from '@perennial/contract/public';

const CODES = Symbol('problems');

/**
 * Names in OpenAPI the refusals a route may answer with, one response per status. Several decorators on one route add up:
 * the access rules bring their own codes.
 * @example ＠ApiProblems('quote-expired', 'already-renewed')
 */
export function ApiProblems(...codes: RefusalCode[]): MethodDecorator & ClassDecorator {
  return (target: object, property?: string | symbol, descriptor?: PropertyDescriptor) => {
    const place = (descriptor?.value as object | undefined) ?? target;
    const all = [...new Set([...((Reflect.getOwnMetadata(CODES, place) as RefusalCode[] | undefined) ?? []), ...codes])];
    Reflect.defineMetadata(CODES, all, place);
    for (const [status, group] of Map.groupBy(all, (code) => REFUSALS[code].status)) {
      const response = ApiResponse({ status, description: group.map((code) => `\`${code}\`: ${REFUSALS[code].en}`).join(' '), standardSchema: Problem });
      if (property !== undefined && descriptor) (response as MethodDecorator)(target, property, descriptor);
      else (response as ClassDecorator)(target as never);
    }
  };
}
