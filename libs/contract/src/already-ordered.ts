import { z } from 'zod';
import { Day, Instant, listOf } from './paging.js';

const fields = {
  productId: z.uuid(),
  kind: z.enum(['open-order', 'subscription']).meta({ description: 'An order that waits to be paid; or a subscription that brings the product by itself' }),
  reference: z.string().trim().min(1).max(200).meta({ description: "The shop's own name of it: an order number, the id of a subscription" }),
  until: Day.nullable().meta({ description: 'The last day it counts; null: until it is ended' }),
};

/** What comes to a customer without a reminder. */
export const AlreadyOrdered = z.object({ id: z.uuid(), ...fields, reference: z.string(), since: Instant }).meta({ id: 'AlreadyOrdered' });
export type AlreadyOrdered = z.infer<typeof AlreadyOrdered>;
export const AlreadyOrderedList = listOf(AlreadyOrdered).meta({ id: 'AlreadyOrderedList' });
export type AlreadyOrderedList = z.infer<typeof AlreadyOrderedList>;

export const KeepAlreadyOrdered = z.object({ ...fields, until: fields.until.default(null) }).meta({ id: 'KeepAlreadyOrdered' });
export type KeepAlreadyOrdered = z.infer<typeof KeepAlreadyOrdered>;
