import type { RefusalCode } from '@perennial/contract/public';

export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/**
 * A named "no" of a rule or use case. It is part of the contract: the code is stable, the catalogue in
 * `libs/contract/src/refusals` gives its status and its text in both languages.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly fields: readonly FieldFault[] = [],
  ) {
    super(code);
  }
}
