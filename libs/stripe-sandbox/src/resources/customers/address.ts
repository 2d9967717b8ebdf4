import { z } from 'zod';
import { clearableText } from '../../http/form.js';

const line = clearableText.optional();

/** A postal address; what isn't given is null. */
export const address = z
  .strictObject({ city: line, country: line, line1: line, line2: line, postal_code: line, state: line })
  .transform((given) => ({
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }));
