import { type Knobs } from './knobs/knobs.js';

/** What was set on this sandbox from outside and must outlive a restart. */
export type Setting =
  | { id: 'webhook-url'; url: string | null }
  | { id: 'clock'; aheadMs: number }
  | { id: 'knobs'; knobs: Knobs };
