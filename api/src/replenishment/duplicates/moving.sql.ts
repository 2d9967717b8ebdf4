/*
 * What is known of one customer becomes another's, table by table. $1 is the workspace, $2 who goes, $3 who stays. A spec compares
 * these lists with the database: a table that names customers is in one of them.
 */

/** Facts: they simply change hands. */
export const MOVED = ['purchases', 'purchase_lines', 'feedback', 'messages', 'reminder_decisions', 'replies', 'follow_up_tasks'] as const;

/** Where both may have a row for the same thing: statements of their own below. */
export const RECONCILED = ['cycles', 'reminders', 'holdout_assignments', 'already_ordered'] as const;

/** Made anew from the facts. */
export const REBUILT = ['attributions'] as const;

/** Nobody signs in as who is gone. */
export const ENDED = ['portal_links', 'portal_sessions'] as const;

/** Evidence keeps the name it was given under. Consent goes on in a record of its own. */
export const KEPT = ['consent_records', 'taken_back_purchases', 'taken_back_lines', 'erasures'] as const;

/** Lines are found by the orders they are of, so they go before these. */
const MOVE_LINES = `
  UPDATE purchase_lines l SET customer_id = $3 FROM purchases p
  WHERE p.workspace_id = $1 AND p.customer_id = $2 AND l.workspace_id = $1 AND l.purchase_id = p.id`;

export const MOVE = [
  MOVE_LINES,
  ...MOVED.filter((table) => table !== 'purchase_lines').map((table) => `UPDATE ${table} SET customer_id = $3 WHERE workspace_id = $1 AND customer_id = $2`),
];

/** Links in mails lead to cycles: who goes brings along those of products that who stays never bought. */
export const MOVE_CYCLES = [
  `UPDATE cycles c SET customer_id = $3 WHERE c.workspace_id = $1 AND c.customer_id = $2
     AND NOT EXISTS (SELECT FROM cycles o WHERE o.workspace_id = $1 AND o.customer_id = $3 AND o.product_id = c.product_id)`,
  `DELETE FROM cycles WHERE workspace_id = $1 AND customer_id = $2 AND $3::uuid IS NOT NULL`,
];

/**
 * What is only planned is planned anew. What was decided comes along, so that nothing is sent a second time for the same purchase;
 * where both were reminded of the same day's purchase, the reminder of who stays stands for both.
 */
export const MOVE_REMINDERS = [
  `DELETE FROM reminders WHERE workspace_id = $1 AND customer_id IN ($2, $3) AND status IN ('planned', 'held')`,
  `DELETE FROM reminders m WHERE m.workspace_id = $1 AND m.customer_id = $3 AND m.status = 'superseded' AND EXISTS (
     SELECT FROM reminders o WHERE o.workspace_id = $1 AND o.customer_id = $2 AND o.product_id = m.product_id AND o.cycle_opened_on = m.cycle_opened_on AND o.step = m.step)`,
  `UPDATE reminders m SET customer_id = $3 WHERE m.workspace_id = $1 AND m.customer_id = $2 AND NOT EXISTS (
     SELECT FROM reminders o WHERE o.workspace_id = $1 AND o.customer_id = $3 AND o.product_id = m.product_id AND o.cycle_opened_on = m.cycle_opened_on AND o.step = m.step)`,
];

/** One arm in each experiment: the one who stays keeps theirs, and takes over those of experiments they were not drawn for. */
export const MOVE_ARMS = [
  `UPDATE holdout_assignments a SET customer_id = $3 WHERE a.workspace_id = $1 AND a.customer_id = $2 AND NOT EXISTS (
     SELECT FROM holdout_assignments o WHERE o.workspace_id = $1 AND o.customer_id = $3 AND o.rule_id = a.rule_id AND o.experiment_no = a.experiment_no)`,
  `DELETE FROM holdout_assignments WHERE workspace_id = $1 AND customer_id = $2 AND $3::uuid IS NOT NULL`,
];

/** What comes to either comes to both; told of both, it is told once. */
export const MOVE_ORDERED = [
  `UPDATE already_ordered a SET customer_id = $3 WHERE a.workspace_id = $1 AND a.customer_id = $2 AND NOT EXISTS (
     SELECT FROM already_ordered o WHERE o.workspace_id = $1 AND o.customer_id = $3 AND o.product_id = a.product_id AND o.kind = a.kind AND o.reference = a.reference)`,
  `DELETE FROM already_ordered WHERE workspace_id = $1 AND customer_id = $2 AND $3::uuid IS NOT NULL`,
];

/** Rows of one projection, which its own module makes again. */
export const DROP_ATTRIBUTIONS = `DELETE FROM attributions WHERE workspace_id = $1 AND customer_id = $2 AND $3::uuid IS NOT NULL`;

/** What each of the two has stopped, newest word first: products, or everything (product null). */
export const STOPPED = `
  SELECT product_id AS "productId" FROM (
    SELECT DISTINCT ON (customer_id, product_id) product_id, kind FROM feedback
    WHERE workspace_id = $1 AND customer_id IN ($2, $3) AND kind IN ('stop-product', 'resume-product', 'stop-all', 'resume-all')
    ORDER BY customer_id, product_id, said_at DESC, id DESC
  ) newest
  WHERE kind LIKE 'stop-%' GROUP BY product_id`;
