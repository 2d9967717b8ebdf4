/** Keeps what was learned, in place of what was known before. */
export const STORE_SHOP_RHYTHM = [
  `DELETE FROM shop_rhythms WHERE workspace_id = $1`,
  `INSERT INTO shop_rhythms (workspace_id, as_of, snapshots, first, later, overall, spread2, quantity, drift, gaps, since)
   SELECT $1, $2, $3, array_agg(first ORDER BY snapshot), array_agg(later ORDER BY snapshot), array_agg(overall ORDER BY snapshot),
          array_agg(spread2 ORDER BY snapshot), array_agg(quantity ORDER BY snapshot), array_agg(drift ORDER BY snapshot), max(gaps), coalesce(min(since), $2)
   FROM shop_prior`,
];

export const STORE_PRODUCT_RHYTHMS = [
  `DELETE FROM product_rhythms WHERE workspace_id = $1`,
  `INSERT INTO product_rhythms (workspace_id, product_id, first, later, overall, spread2, quantity, stretches, own_slope, ever_again, basis)
   SELECT $1, product_id, first, later, overall, spread2, quantity, stretches, own_slope, ever_again, basis FROM product_rhythm`,
];

export const STORE_ERROR_GRIDS = [
  `DELETE FROM error_grids WHERE workspace_id = $1`,
  `INSERT INTO error_grids (workspace_id, bucket, candidate, correction, slope, cases, grid) SELECT $1, bucket, candidate, correction, slope, cases, grid FROM error_grid`,
];

/** The same relations from what was kept, for an increment. */
export const KEPT_SHOP_PRIOR = `
  SELECT p.snapshot::int, p.first, p.later, p.overall, p.spread2, p.quantity, p.drift, s.since
  FROM shop_rhythms s, unnest(s.first, s.later, s.overall, s.spread2, s.quantity, s.drift) WITH ORDINALITY AS p(first, later, overall, spread2, quantity, drift, snapshot)
  WHERE s.workspace_id = $1`;
