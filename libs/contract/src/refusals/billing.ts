import type { Refusals } from './refusal.js';

export const billing = {} as const satisfies Refusals;
