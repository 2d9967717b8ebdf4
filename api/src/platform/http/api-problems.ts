import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Problem, type RefusalCode, REFUSALS } from '@perennial/contract/public';

/**
 * Names in OpenAPI the refusals a route may answer with, one response per status.
 * @example ＠ApiProblems('quote-expired', 'already-renewed')
 */
export function ApiProblems(...codes: RefusalCode[]): MethodDecorator & ClassDecorator {
  const byStatus = Map.groupBy(codes, (code) => REFUSALS[code].status);
  return applyDecorators(
    ...[...byStatus].map(([status, group]) =>
      ApiResponse({ status, description: group.map((code) => `\`${code}\`: ${REFUSALS[code].en}`).join(' '), standardSchema: Problem }),
    ),
  );
}
