import { type z } from 'zod';
import { type World } from '../world.js';

/** One call of the API: what it reads, and what it does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As in Stripe's reference: `/v1/payment_intents/:id/confirm`. */
  readonly path: string;
  readonly params: z.ZodType;
  readonly run: (world: World, params: unknown, ids: Ids) => object;
}

export type Ids = Readonly<Record<string, string>>;

/** Ties a call's parameters to the function that takes them. */
export function route<T extends z.ZodType>(
  method: Route['method'],
  path: string,
  params: T,
  run: (world: World, params: z.infer<T>, ids: Ids & { id: string }) => object,
): Route {
  return { method, path, params, run: (world, read, ids) => run(world, read as z.infer<T>, { id: '', ...ids }) };
}
