import { FOLLOW_UP_MIN_DAYS, FOLLOW_UP_SHARE, HORIZON_DAYS, MAX_CONDITION, MAX_DAYS, STEP_DAYS } from '@perennial/replenishment';
import { errorAt, HALF_A_DAY, shareUpTo } from '../distribution/index.js';

// `sendDay` and `followUpDay` of libs/replenishment for whole sets; both are asked the same in plan.area.spec.ts.
// `c` is the cycle, `r` the rule, and the percentiles of the cycle's errors are the column `grid`.

/** The percentiles of a cycle's errors, as `g`. */
export const GRID_OF_CYCLE = `LEFT JOIN error_grids g ON g.workspace_id = c.workspace_id AND g.bucket = c.bucket`;

const shareBy = (days: string) => shareUpTo(`(ln(${days} + ${HALF_A_DAY}) - c.mu) / c.sigma`);
const MIDDLE = '(c.due_on - c.last_ordered_on)';
const LATEST = `greatest(${MIDDLE} - r.lead_days, ${MIDDLE} / 2)`;

const BEST_DAY = `
  (SELECT n.day
   FROM (SELECT ${LATEST} AS latest) l, generate_series(least(l.latest, greatest(${MIDDLE} - ${STEP_DAYS}, 1)), l.latest) AS n(day),
        LATERAL (SELECT least(${shareBy('n.day')}, ${MAX_CONDITION}) AS passed, ${shareBy(`n.day + ${HORIZON_DAYS}`)} AS by_then) f
   ORDER BY round(((f.by_then - f.passed) / (1 - f.passed))::numeric, 9) DESC, n.day DESC LIMIT 1)`;

/** The day of the first reminder of cycle `c` by rule `r`. */
export const SEND_DAY = `
  CASE WHEN c.override_by IS NOT NULL THEN c.due_on - r.lead_days
       ELSE greatest(c.last_ordered_on + CASE r.timing WHEN 'after-purchase' THEN r.after_days WHEN 'best-day' THEN ${BEST_DAY} ELSE ${LATEST} END, c.not_before) END`;

/** The day of the follow-up of cycle `c`. @param firstOn the day of the first reminder */
export const followUpDay = (firstOn: string) => `
  greatest(
    CASE WHEN c.override_by IS NOT NULL THEN c.window_to
         ELSE c.last_ordered_on + (
           SELECT round(exp(least(c.mu + c.sigma * ${errorAt(`(f.passed + ${FOLLOW_UP_SHARE} * (1 - f.passed))`)}, ln(${MAX_DAYS}))))::int
           FROM (SELECT least(${shareBy(`greatest(0, ${firstOn} - c.last_ordered_on)`)}, ${MAX_CONDITION}) AS passed) f) END,
    ${firstOn} + ${FOLLOW_UP_MIN_DAYS}, c.not_before)`;
