/**
 * A workspace as it stood on a past day, beside the real one: temporary tables and views of the same names come first wherever a
 * name is looked up, so engine, planner and gates run on them unchanged and no row of the service is written or locked. What is
 * kept with its time is cut off at that time; stock has no history and is left out. $1 is the workspace.
 */
export const SHADOWS: readonly string[] = [
  'CREATE TEMPORARY TABLE simulated (at timestamptz NOT NULL) ON COMMIT DROP',
  `INSERT INTO simulated VALUES ('-infinity')`,
  ...['cycles', 'shop_rhythms', 'product_rhythms', 'error_grids', 'rules', 'reminders', 'reminder_decisions', 'products'].map(
    (table) => `CREATE TEMPORARY TABLE ${table} (LIKE public.${table} INCLUDING ALL) ON COMMIT DROP`,
  ),
  `CREATE TEMPORARY VIEW feedback AS SELECT * FROM public.feedback WHERE said_at < (SELECT at FROM simulated)`,
  `CREATE TEMPORARY VIEW already_ordered AS SELECT * FROM public.already_ordered WHERE since < (SELECT at FROM simulated)`,
  `CREATE TEMPORARY VIEW suppressed_addresses AS
     SELECT workspace_id, channel, address FROM public.suppressions
     WHERE created_at < (SELECT at FROM simulated) AND (released_at IS NULL OR released_at >= (SELECT at FROM simulated))`,
  `CREATE TEMPORARY VIEW marketing_messages AS
     SELECT DISTINCT m.workspace_id, m.customer_id, r.channel, m.decided_at AS at FROM reminders m JOIN rules r ON r.workspace_id = m.workspace_id AND r.id = m.rule_id
     WHERE m.status = 'sent'`,
];

/** Who had agreed by then. */
export const CONSENT_AS_IT_STOOD = `
  CREATE TEMPORARY VIEW consents_in_force AS
    SELECT DISTINCT ON (workspace_id, customer_id, purpose, channel) workspace_id, customer_id, purpose, channel, decision = 'granted' AS granted, decided_at
    FROM public.consent_records WHERE decided_at < (SELECT at FROM simulated)
    ORDER BY workspace_id, customer_id, purpose, channel, decided_at DESC, seq DESC`;

/** As if everybody had agreed: for a shop that has only begun to ask. */
export const CONSENT_OF_EVERYBODY = `
  CREATE TEMPORARY VIEW consents_in_force AS
    SELECT k.workspace_id, k.id AS customer_id, 'replenishment-reminder' AS purpose, channel, true AS granted, k.created_at AS decided_at
    FROM public.customers k, unnest(ARRAY['email', 'sms', 'webhook']) AS channel`;

export const COPY_PRODUCTS = 'INSERT INTO products SELECT * FROM public.products WHERE workspace_id = $1';
export const FORGET_STOCK = 'UPDATE products SET stock = NULL, discontinued_at = NULL';

/** What had been discontinued by that moment. $2 is the moment. */
export const DISCONTINUE = `
  UPDATE products p SET discontinued_at = q.discontinued_at FROM public.products q
  WHERE q.workspace_id = $1 AND q.id = p.id AND q.discontinued_at < $2 AND p.discontinued_at IS NULL`;

/** Who bought or said something on which day from $2 to $3. The ledger is not kept by day: it is read once, not for each day. */
export const GATHER_STIRRED = `
  CREATE TEMPORARY TABLE stirred ON COMMIT DROP AS
  SELECT ordered_on AS day, customer_id FROM purchase_lines WHERE workspace_id = $1 AND ordered_on BETWEEN $2 AND $3
  UNION SELECT said_on, customer_id FROM public.feedback WHERE workspace_id = $1 AND said_on BETWEEN $2 AND $3`;
export const ORDER_STIRRED = 'CREATE INDEX ON stirred (day)';
export const STIRRED = 'SELECT customer_id AS id FROM stirred WHERE day = $1';

/** Reminders whose day has come. */
export const DUE = `SELECT id FROM reminders WHERE workspace_id = $1 AND (status = 'planned' AND send_on <= $2 OR status = 'held' AND release_at < $2::date + 1) ORDER BY id`;
