/** Reminders arrive in the customer's morning and never after their early evening. */
export const SENDING_FROM = '09:00';
export const SENDING_UNTIL = '20:00';

/** Reminders of one customer due within this many days of each other go in one message. */
export const MERGE_DAYS = 3;

/** How far ahead reminders are planned. */
export const PLAN_DAYS = 30;

/** An order counts for a reminder within this many days, of 24 hours, after its mail has left. */
export const ATTRIBUTION_DAYS = 7;

/** And within this many after somebody has followed a link of it. */
export const CLICK_ATTRIBUTION_DAYS = 5;

/** Customers are drawn into a holdout by hundredths of a percent. */
export const HOLDOUT_BUCKETS = 10_000;
