import type { Refusals } from './refusal.js';

export const messaging = {} as const satisfies Refusals;
