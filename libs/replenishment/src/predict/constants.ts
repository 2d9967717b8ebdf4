/**
 * Every number the engine is not told by the data. They come from measurements on public purchase logs or are plain
 * conventions; none was fitted to a particular shop.
 */

/** Orders this close together are one visit: a forgotten item, a split delivery. */
export const SAME_VISIT_DAYS = 2;

/** Weight of a gap falls by this factor with every newer one. */
export const AGE_WEIGHT = 0.85;

/** One gap moves the personal mean by no more than a factor e in either direction: a holiday is not a new habit. */
export const CLIP = 1;

/** A group's own median counts n/(n + 5) against the median of the group above it. */
export const SHRINK = 5;

/** A store's stage with fewer gaps borrows the other stage's. */
export const MIN_STAGE_GAPS = 10;

/** With nothing known at all: a month, which may as well be half or double. */
export const DEFAULT_DAYS = 30;
export const DEFAULT_SPREAD = Math.LN2 / 1.2816;

/** How many pseudo-gaps the prior is worth, as candidates; which one is in force is decided by past errors. */
export const PRIOR_WEIGHTS = [4, 1, 16] as const;
export const PRIOR_BASES = ['stage', 'product', 'store'] as const;
export const CUSTOMER_FACTORS = [0, 1] as const;

/** A customer's rhythm in other products counts v/(v + 2), v = days they came back. */
export const CUSTOMER_SHRINK = 2;

/** Own spread counts as many gaps as there are, the product's as three more. */
export const SPREAD_SHRINK = 3;

/** Gaps known so far: none, one, two, three or more. */
export const GAP_BUCKETS = 4;
/** Steady, middling, irregular: ln-spread below 0.35, below 0.8, above. */
export const SPREAD_CLASSES = [0.35, 0.8] as const;

/** Past errors decide only when there are this many, and only the newest of them. */
export const MIN_CASES = 60;
export const MAX_CASES = 40_000;

/**
 * How much of the median past error is added to the next estimate. Past errors were made with what was known then, which was less
 * than today, so all of it would overshoot; none of it would repeat them. Half is the convention between the two.
 */
export const CORRECTION_SHARE = 0.5;

/**
 * A larger quantity lasts longer, by far less than in proportion. The slope is learned from past errors and drawn to none as if by so
 * much evidence (in squared ln quantities): about twenty purchases of double the usual quantity.
 */
export const SLOPE_RIDGE = 10;

/**
 * Hundreds of products are asked at once whether their own slope would have been better; one in two says so by chance. It must have been by
 * twice its standard error, the usual line.
 */
export const OWN_SLOPE_MARGIN = 2;

/** The point lies within the middle half of the distribution, however lopsided past errors were. */
export const POINT_SHARES = [0.25, 0.75] as const;

/** The error distribution is kept as its percentiles 0, 1, … 100. */
export const GRID_STEPS = 100;
/** Beyond this point of the distribution the remaining time is not known any better. */
export const MAX_CONDITION = 0.99;

/** The promised window holds 8 of 10 purchases. */
export const WINDOW_LOW = 0.1;
export const WINDOW_HIGH = 0.9;

/** A window whose end is four times its beginning promises nothing. */
export const MAX_WINDOW_RATIO = 4;

/**
 * A window is promised by a shop watched for twice as long: then half of the gaps that would end with it have had time to close. In
 * its first weeks a shop has seen only the short ones, and looks steadier than it is.
 */
export const WATCHED_WINDOWS = 2;

/** Below this probability of ever buying it again we stop asking. */
export const LAPSED_BELOW = 0.1;

/** Probability is given for a purchase within this many days. */
export const HORIZON_DAYS = 14;

/** No estimate reaches further ahead. */
export const MAX_DAYS = 3650;

/** "I still have some" is taken to hold for at least this long. */
export const STILL_HAS_SOME_DAYS = 7;

/** "I have run out" holds for this long; who has bought nothing by then got it elsewhere, and the rhythm speaks again. */
export const RAN_OUT_DAYS = 14;

/**
 * "Every six weeks from now on" counts as this many gaps of six weeks. Replenishment rules §2.7 name 3 to 5: enough to outweigh
 * a few purchases at once, and to be outweighed by a long habit that goes on regardless.
 */
export const ASKED_GAPS = 4;

/** A day of one's own that was later than the predicted one counts as half a gap once its cycle is over (§2.7). */
export const LATER_GAPS = 0.5;

/** Nobody asks for a rhythm slower than once a year. */
export const MAX_WEEKS = 52;

/** "Less often" makes the interval half as long again. */
export const LESS_OFTEN = 1.5;

/** A prior is taken anew whenever the shop has learned this much more: a quarter keeps all snapshots together within five times the last. */
export const SNAPSHOT_GROWTH = 1.25;

/** Nobody is steadier than to within a twentieth. */
export const MIN_SPREAD = 0.05;
