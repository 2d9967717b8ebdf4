import type { Refusals } from './refusal.js';

export const replenishment = {} as const satisfies Refusals;
