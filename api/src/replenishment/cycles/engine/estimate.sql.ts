import {
  ASKED_GAPS,
  LAPSED_BELOW,
  LATER_GAPS,
  MAX_CONDITION,
  MAX_DAYS,
  MAX_WINDOW_RATIO,
  POINT_SHARES,
  RAN_OUT_DAYS,
  STILL_HAS_SOME_DAYS,
  WATCHED_WINDOWS,
  WINDOW_HIGH,
  WINDOW_LOW,
} from '@perennial/replenishment';
import { errorAt, errorAtStep, HALF_A_DAY, placeOf, shareAtPlace, shareUpTo, stepOf } from '../../distribution/index.js';
import { CANDIDATE_TABLE, muInForce } from './fit.sql.js';

// The planner would copy every expression into every place that names it, and compute it there again.
const FENCE = 'OFFSET 0';

const daysOf = (error: string) => `exp(least(mu + sigma * ${error}, ln(${MAX_DAYS})))`;
/** The same share of what is left of the distribution once a share of it has passed. */
const left = (share: number | string, passed: string) => `(${passed} + ${share} * (1 - ${passed}))`;
const daysAtStep = (share: string, step: string) => `least(${daysOf(errorAtStep(share, step))}, ${MAX_DAYS})`;

/** Where e^μ lies in the distribution. */
const POINT = `least(greatest(${shareUpTo('0::float8')}, ${POINT_SHARES[0]}), ${POINT_SHARES[1]})`;

/** What is the same for a whole bucket, looked up in its distribution once. */
const GRIDS = `
  SELECT *, ${errorAt('point')} AS point_error
  FROM (SELECT *, ${errorAt(`${WINDOW_LOW}`)} AS low_error, ${errorAt(`${WINDOW_HIGH}`)} AS high_error, ${POINT} AS point FROM error_grid ${FENCE}) g
  ${FENCE}`;

/** The newest statement of these kinds about a pair that was known on the as-of day. */
const newestOf = (columns: string, kinds: readonly string[], cycle: string) => `
    SELECT ${columns}, f.said_at, f.id FROM feedback f
    WHERE f.workspace_id = $1 AND f.customer_id = p.customer_id AND f.product_id = p.product_id AND ${cycle} AND f.said_on <= $2
      AND f.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})
    ORDER BY f.said_at DESC, f.id DESC LIMIT 1`;

const THIS_CYCLE = 'f.opened_on = p.last_ordered_on';
const EARLIER_CYCLES = 'f.opened_on < p.last_ordered_on';
const NAMED_DAY = 'f.kind, f.day, coalesce(f.day_to, f.day) AS day_to, f.actor_kind AS by';
const MIDDLE_DAY = 'f.day + (coalesce(f.day_to, f.day) - f.day) / 2 AS day, f.opened_on, f.predicted_on';

/**
 * What customer and staff said that matters to the pair's open cycle. A day of their own is in force until it has passed; a rhythm
 * asked for, and a day of an earlier cycle that was later than predicted, count like gaps. Few speak, so only their pairs are looked up.
 */
export const SAID = (scope = 'true') => `
  SELECT p.customer_id, p.product_id, own.day, own.day_to, own.by, own.basis AS own_basis, left_over.on_day AS still_had_some_on, asked.weeks,
         like_gap.weight AS like_weight, like_gap.sum_x AS like_sum_x, like_gap.sum_xx AS like_sum_xx,
         coalesce(stop.stopped, false) OR coalesce(stop_all.stopped, false) AS stopped
  FROM pair p
  JOIN (SELECT DISTINCT customer_id FROM feedback l WHERE workspace_id = $1 AND ${scope}) spoke ON spoke.customer_id = p.customer_id
  LEFT JOIN LATERAL (${newestOf(NAMED_DAY, ['expected-on', 'ran-out', 'every-n-weeks'], THIS_CYCLE)}) named ON true
  LEFT JOIN LATERAL (${newestOf('f.said_on AS on_day', ['still-have-some'], THIS_CYCLE)}) left_over ON true
  LEFT JOIN LATERAL (${newestOf('f.weeks', ['every-n-weeks', 'usual-rhythm'], 'true')}) asked ON true
  LEFT JOIN LATERAL (${newestOf(MIDDLE_DAY, ['expected-on'], EARLIER_CYCLES)}) earlier ON true
  LEFT JOIN LATERAL (
    SELECT named.day, named.day_to, named.by, CASE named.kind WHEN 'expected-on' THEN named.by || '-date' ELSE named.kind END AS basis
    WHERE CASE named.kind
            WHEN 'ran-out' THEN named.day + ${RAN_OUT_DAYS} >= $2 AND ((left_over.said_at, left_over.id) > (named.said_at, named.id)) IS NOT TRUE
            WHEN 'every-n-weeks' THEN named.day_to >= $2 AND asked.weeks IS NOT NULL
            ELSE named.day_to >= $2 END) own ON true
  CROSS JOIN LATERAL (
    SELECT sum(weight) AS weight, sum(weight * x) AS sum_x, sum(weight * x * x) AS sum_xx
    FROM (VALUES (${ASKED_GAPS}::float8, ln(7 * asked.weeks)),
                 (${LATER_GAPS}::float8, CASE WHEN earlier.day > earlier.predicted_on THEN ln(earlier.day - earlier.opened_on) END)) pseudo_gap(weight, x)
    WHERE x IS NOT NULL) like_gap
  LEFT JOIN LATERAL (
    SELECT f.kind = 'stop-product' AS stopped FROM feedback f
    WHERE f.workspace_id = $1 AND f.customer_id = p.customer_id AND f.product_id = p.product_id AND f.kind IN ('stop-product', 'resume-product')
    ORDER BY f.said_at DESC, f.id DESC LIMIT 1) stop ON true
  LEFT JOIN LATERAL (
    SELECT f.kind = 'stop-all' AS stopped FROM feedback f
    WHERE f.workspace_id = $1 AND f.customer_id = p.customer_id AND f.product_id IS NULL AND f.kind IN ('stop-all', 'resume-all')
    ORDER BY f.said_at DESC, f.id DESC LIMIT 1) stop_all ON true`;

/**
 * The open predictions as days, conditioned on the time already passed: never before the as-of day ($2). Probability is of a purchase
 * within $5 days. In layers, each computing once what the next reads several times.
 */
export const ESTIMATES = `
  SELECT customer_id, product_id, gaps, first_ordered_on, opened_on, last_quantity, mu, sigma, stage, bucket, own_weight, own_sum_x, own_sum_xx,
         basis, is_service, elapsed_now, still_had_some_on, day, day_to, by, own_basis, weeks, stopped,
         opened_on + greatest(elapsed, floor(${daysAtStep('low', 'low_step')}))::int AS window_from,
         opened_on + greatest(elapsed, round(${daysAtStep('middle', 'middle_step')}))::int AS predicted_on,
         opened_on + greatest(elapsed, ceil(${daysAtStep('high', 'high_step')}))::int AS window_to,
         opened_on + greatest(left_over, round(least(CASE WHEN still_had_some_on IS NULL THEN ${daysOf('point_error')} ELSE ${daysOf(errorAt('usual'))} END, ${MAX_DAYS})))::int AS usual_on,
         still_had_some_on + ${STILL_HAS_SOME_DAYS} AS not_before,
         opened_on + least(latest, ${MAX_DAYS})::int AS late_from,
         again * (upto_horizon - passed_now) / (1 - again * passed_now) AS probability,
         CASE WHEN again * (1 - passed_now) / (1 - again * passed_now) < ${LAPSED_BELOW} THEN 'lapsed'
              WHEN sigma * (high_error - low_error) >= ln(${MAX_WINDOW_RATIO}) THEN 'no-rhythm'
              -- A shop this young has not seen enough of the gaps that end the window, unless the merchant says how long it lasts.
              WHEN NOT declared AND ${WATCHED_WINDOWS} * latest > $2::date - since THEN 'no-rhythm'
              ELSE 'reliable' END AS rhythm
  FROM (
    SELECT d.*, ${stepOf('low')} AS low_step, ${stepOf('middle')} AS middle_step, ${stepOf('high')} AS high_step
    FROM (
      SELECT c.*, ${left(WINDOW_LOW, 'passed')} AS low, ${left('point', 'passed')} AS middle, ${left(WINDOW_HIGH, 'passed')} AS high,
             CASE WHEN still_had_some_on IS NOT NULL THEN ${left('point', `least(${shareUpTo(`(ln(left_over + ${HALF_A_DAY}) - mu) / sigma`)}, ${MAX_CONDITION})`)} END AS usual,
             ${daysOf('high_error')} AS latest
      FROM (
        SELECT p.*, least(${shareAtPlace('z', 'place')}, ${MAX_CONDITION}) AS passed, ${shareAtPlace('z_now', 'place_now')} AS passed_now,
               ${shareAtPlace('z_horizon', 'place_horizon')} AS upto_horizon
        FROM (
          SELECT z.*, ${placeOf('z')} AS place, ${placeOf('z_now')} AS place_now, ${placeOf('z_horizon')} AS place_horizon
          FROM (
            SELECT b.*, (ln(elapsed + ${HALF_A_DAY}) - mu) / sigma AS z, (ln(elapsed_now + ${HALF_A_DAY}) - mu) / sigma AS z_now, (ln(elapsed_now + $5 + ${HALF_A_DAY}) - mu) / sigma AS z_horizon
            FROM (
              SELECT f.*, ${muInForce('coalesce(r.own_slope, 0)')} AS mu, g.grid, g.point, g.low_error, g.high_error, g.point_error, $2::date - f.opened_on AS elapsed_now,
                     greatest($2::date - f.opened_on, s.still_had_some_on + ${STILL_HAS_SOME_DAYS} - f.opened_on) AS elapsed,
                     coalesce(s.still_had_some_on + ${STILL_HAS_SOME_DAYS} - f.opened_on, 0) AS left_over,
                     coalesce(r.ever_again[f.gap_bucket + 1], 0.5) AS again,
                     h.since, coalesce(w.interval_from_days IS NOT NULL OR w.supply_days_per_unit IS NOT NULL, false) AS declared, w.kind = 'service' AS is_service,
                     CASE WHEN f.gaps > 0 THEN 'personal' ELSE coalesce(r.basis, 'nothing-known') END AS basis,
                     s.still_had_some_on, s.day, s.day_to, s.by, s.own_basis, s.weeks, coalesce(s.stopped, false) AS stopped
              FROM open_feature f
              JOIN (${GRIDS}) g USING (bucket)
              JOIN ${CANDIDATE_TABLE} USING (candidate)
              CROSS JOIN (SELECT min(since) AS since FROM shop_prior) h
              LEFT JOIN product_rhythm r ON r.product_id = f.product_id
              LEFT JOIN products w ON w.workspace_id = $1 AND w.id = f.product_id
              LEFT JOIN said s ON s.customer_id = f.customer_id AND s.product_id = f.product_id
              ${FENCE}
            ) b ${FENCE}
          ) z ${FENCE}
        ) p ${FENCE}
      ) c ${FENCE}
    ) d ${FENCE}
  ) e`;

/** Writes the estimates; whoever set a day of their own has it in force for this cycle. */
export const STORE_CYCLES = `
  INSERT INTO cycles AS c (workspace_id, customer_id, product_id, cycle_no, first_ordered_on, last_ordered_on, last_quantity, gaps_used, mu, sigma,
    predicted_on, expected_on, window_from, window_to, late_from, probability, rhythm, because, override_by, stopped, ran_out, due_on, not_before, bucket, as_of)
  SELECT $1, customer_id, product_id, gaps + 1, first_ordered_on, opened_on, last_quantity, gaps, mu, sigma,
    predicted_on, coalesce(day + (day_to - day) / 2, predicted_on), coalesce(day, window_from), coalesce(day_to, window_to), late_from, probability, rhythm,
    jsonb_build_object('basis', coalesce(own_basis, basis), 'purchases', gaps + 1, 'lastOrderedOn', opened_on,
      'usualFromDays', CASE WHEN gaps > 0 THEN greatest(1, round(exp(own_sum_x / own_weight - own_spread)))::int END,
      'usualToDays', CASE WHEN gaps > 0 THEN greatest(1, round(exp(own_sum_x / own_weight + own_spread)))::int END,
      'typicalDays', greatest(1, round(exp(stage)))::int, 'elapsedDays', elapsed_now, 'stillHadSomeOn', still_had_some_on)
      || CASE WHEN is_service THEN jsonb_build_object('kind', 'service') ELSE '{}' END
      || CASE WHEN own_basis = 'ran-out' THEN jsonb_build_object('ranOutOn', day) ELSE '{}' END
      || CASE WHEN weeks IS NOT NULL THEN jsonb_build_object('everyWeeks', weeks) ELSE '{}' END,
    by, stopped, coalesce(own_basis = 'ran-out', false), coalesce(day + (day_to - day) / 2, usual_on), not_before, bucket, $2
  FROM (SELECT *, CASE WHEN gaps > 0 THEN sqrt(greatest(own_sum_xx / own_weight - power(own_sum_x / own_weight, 2), 0)) END AS own_spread FROM estimate) e
  ON CONFLICT (workspace_id, customer_id, product_id) DO UPDATE SET
    cycle_no = excluded.cycle_no, first_ordered_on = excluded.first_ordered_on, last_ordered_on = excluded.last_ordered_on,
    last_quantity = excluded.last_quantity, gaps_used = excluded.gaps_used, mu = excluded.mu, sigma = excluded.sigma,
    predicted_on = excluded.predicted_on, expected_on = excluded.expected_on, window_from = excluded.window_from, window_to = excluded.window_to,
    late_from = excluded.late_from, probability = excluded.probability, rhythm = excluded.rhythm, because = excluded.because,
    override_by = excluded.override_by, stopped = excluded.stopped, ran_out = excluded.ran_out,
    due_on = excluded.due_on, not_before = excluded.not_before, bucket = excluded.bucket, as_of = excluded.as_of`;

/** Pairs whose purchases were all taken back have no cycle. */
export const DROP_EMPTY_CYCLES = (scope = 'true') => `
  DELETE FROM cycles l WHERE l.workspace_id = $1 AND ${scope}
    AND NOT EXISTS (SELECT FROM pair p WHERE p.customer_id = l.customer_id AND p.product_id = l.product_id)`;
