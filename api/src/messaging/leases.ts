import { HAND_OVER_MS } from './channels/channel.js';

/** What a killed run had in hand is free again after this. A living one that takes longer leaves the rest to who took it over. */
export const CLAIM_LEASE_SECONDS = 30;
/** Longer than any hand-over, so that a lease that ran out means a run that died. */
export const SENDING_LEASE_SECONDS = HAND_OVER_MS / 1000 + 5;
/** What a slow server has for logging a mail before it is looked up. */
export const DOUBT_PAUSE_SECONDS = 60;
