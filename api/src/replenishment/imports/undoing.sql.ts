/*
 * Taking an import back, set by set, in one transaction. $1 is the workspace, $2 the import. A line that somebody else said as
 * well (a later file, a call of the API) is not this import's alone: it stays, and from now on it is theirs.
 */

/** The lines the import booked, and whose they are without it. `heir` is the first other import that confirmed a line; null also when the API did. */
export const FIND_BOOKED_LINES = `
  CREATE TEMPORARY TABLE undone_lines ON COMMIT DROP AS
  SELECT l.purchase_id, l.product_id, l.line_no, c.purchase_id IS NOT NULL AS confirmed, c.heir
  FROM purchase_lines l
  LEFT JOIN (
    SELECT purchase_id, product_id, line_no, (array_agg(import_id ORDER BY import_id))[1] AS heir
    FROM line_confirmations WHERE workspace_id = $1::uuid AND import_id IS DISTINCT FROM $2::uuid
    GROUP BY purchase_id, product_id, line_no
  ) c ON c.purchase_id = l.purchase_id AND c.product_id = l.product_id AND c.line_no = l.line_no
  WHERE l.workspace_id = $1::uuid AND l.import_id = $2::uuid`;

export const HAND_OVER_LINES = `
  UPDATE purchase_lines l SET import_id = u.heir FROM undone_lines u
  WHERE u.confirmed AND l.workspace_id = $1::uuid AND l.purchase_id = u.purchase_id AND l.product_id = u.product_id AND l.line_no = u.line_no
    AND l.import_id = $2::uuid`;

/** $3: now */
export const TAKE_BACK_LINES = `
  WITH taken AS (
    DELETE FROM purchase_lines l USING undone_lines u
    WHERE NOT u.confirmed AND l.workspace_id = $1::uuid AND l.purchase_id = u.purchase_id AND l.product_id = u.product_id AND l.line_no = u.line_no
      AND l.import_id = $2::uuid
    RETURNING l.*
  )
  INSERT INTO taken_back_lines (workspace_id, import_id, purchase_id, product_id, line_no, customer_id, ordered_on, quantity, unit_price_minor, taken_back_at)
  SELECT workspace_id, import_id, purchase_id, product_id, line_no, customer_id, ordered_on, quantity, unit_price_minor, $3::timestamptz FROM taken`;

/** Orders of the import of which nothing is left. $3: now */
export const TAKE_BACK_PURCHASES = `
  WITH taken AS (
    DELETE FROM purchases p
    WHERE p.workspace_id = $1::uuid AND p.import_id = $2::uuid
      AND NOT EXISTS (SELECT FROM purchase_lines l WHERE l.workspace_id = p.workspace_id AND l.purchase_id = p.id)
    RETURNING p.*
  )
  INSERT INTO taken_back_purchases (workspace_id, import_id, id, source, external_id, customer_id, ordered_at, currency, created_at, taken_back_at)
  SELECT workspace_id, import_id, id, source, external_id, customer_id, ordered_at, currency, created_at, $3::timestamptz FROM taken`;

/** Orders of which something is left go with what is left. */
export const HAND_OVER_PURCHASES = `
  UPDATE purchases p SET import_id = (
    SELECT l.import_id FROM purchase_lines l WHERE l.workspace_id = p.workspace_id AND l.purchase_id = p.id ORDER BY l.import_id NULLS FIRST LIMIT 1
  )
  WHERE p.workspace_id = $1::uuid AND p.import_id = $2::uuid`;

/** What the import itself had confirmed of others' lines, it confirms no more; nor does anybody confirm what is gone. */
export const DROP_CONFIRMATIONS = `
  DELETE FROM line_confirmations c
  WHERE c.workspace_id = $1::uuid AND (c.import_id = $2::uuid
    OR EXISTS (SELECT FROM undone_lines u WHERE u.confirmed AND u.heir = c.import_id AND u.purchase_id = c.purchase_id AND u.product_id = c.product_id AND u.line_no = c.line_no))`;

export const COUNT_TAKEN_BACK = `
  SELECT (SELECT count(*) FROM taken_back_lines WHERE workspace_id = $1::uuid AND import_id = $2::uuid) AS lines,
         (SELECT count(*) FROM taken_back_purchases WHERE workspace_id = $1::uuid AND import_id = $2::uuid) AS purchases`;
