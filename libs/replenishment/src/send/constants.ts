/** Reminders arrive in the customer's morning: the hour of a day's reminders, where the quiet hours leave it open. */
export const SENDING_HOUR = '09:00';

/** Whoever has set nothing else sends nothing from the evening to the morning. */
export const QUIET_FROM = '20:00';
export const QUIET_UNTIL = '09:00';

/** A text message never before eight and never after nine in the evening, whatever is set. */
export const SMS_FROM = '08:00';
export const SMS_UNTIL = '21:00';

/** Reminders of one customer due within this many days of each other go in one message, unless the workspace sets another number. */
export const MERGE_DAYS = 3;
export const MAX_MERGE_DAYS = 14;

/** How far ahead reminders are planned. */
export const PLAN_DAYS = 30;

/** One step of the best day: it lies at most so long before the middle, as long as the horizon it is chosen for. */
export const STEP_DAYS = 14;

/** The follow-up comes when three quarters of those who had not bought by the first reminder have, and not within days of it. */
export const FOLLOW_UP_SHARE = 0.75;
export const FOLLOW_UP_MIN_DAYS = 3;

/** A reminder so long after its day is another reminder than the one that was meant: what is held longer lapses, by name. */
export const USEFUL_DAYS = 14;

/** An order counts for a reminder within this many days, of 24 hours, after its mail has left. */
export const ATTRIBUTION_DAYS = 7;

/** And within this many after somebody has followed a link of it. */
export const CLICK_ATTRIBUTION_DAYS = 5;

/** Customers are drawn into a holdout by hundredths of a percent. */
export const HOLDOUT_BUCKETS = 10_000;
