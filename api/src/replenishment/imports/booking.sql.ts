/*
 * Booking, set by set, in one transaction. Each statement reads the staged rows without a fault; each rule that needs more
 * than one row to judge adds to `faulty_rows`, so that a row is refused by the first rule it breaks. Times are read in the
 * workspace's zone: the transaction's TimeZone is set to it.
 *
 * Lines of an order that is new and lies in one piece, nearly all of a first import, need no look at the ledger and no
 * counting: these plain ones go straight from where they are staged into the ledger. `file_lines` holds the others.
 */

export const MOST_IN_A_DAY = 1000;

export const COLLECT_FAULTS = `
  CREATE TEMPORARY TABLE faulty_rows (row_no bigint PRIMARY KEY, fault text NOT NULL, value text NOT NULL) ON COMMIT DROP`;

export const KEEP_STAGED_FAULTS = `INSERT INTO faulty_rows SELECT row_no, fault, coalesce(value, '') FROM staged_rows WHERE fault IS NOT NULL`;

/** One row for each product in the file, under the name most of its lines have. */
export const FIND_PRODUCTS = `
  CREATE TEMPORARY TABLE file_products ON COMMIT DROP AS
  WITH names AS (
    SELECT product, product_name, max(category) AS category, count(*) AS lines FROM staged_rows WHERE fault IS NULL GROUP BY product, product_name
  )
  SELECT DISTINCT ON (product) product, coalesce(product_name, product) AS name, category, NULL::uuid AS id
  FROM names ORDER BY product, product_name IS NULL, lines DESC, product_name`;

/** $1 workspace, $2 now, $3 the pattern of charges. @returns what was added */
export const ADD_PRODUCTS = `
  WITH added AS (
    INSERT INTO products (workspace_id, external_id, name, category, remindable, created_at, updated_at)
    SELECT $1::uuid, f.product, f.name, f.category, f.name !~* $3, $2, $2 FROM file_products f ORDER BY f.product
    ON CONFLICT (workspace_id, external_id) DO NOTHING
    RETURNING remindable
  )
  SELECT count(*) AS added, count(*) FILTER (WHERE NOT remindable) AS "notRemindable" FROM added`;

/** $1 workspace */
export const LINK_PRODUCTS = `
  UPDATE file_products f SET id = p.id FROM products p WHERE p.workspace_id = $1::uuid AND p.external_id = f.product`;

/** With the number of heads that name them: they have at most so many orders. */
export const FIND_CUSTOMERS = `
  CREATE TEMPORARY TABLE file_customers ON COMMIT DROP AS
  SELECT customer, max(customer_name) AS name, max(email) AS email, max(phone) AS phone, count(*) AS heads, NULL::uuid AS id
  FROM staged_rows WHERE customer IS NOT NULL GROUP BY customer`;

/** $1 workspace: known by their external id, or, where the file names them by e-mail address or phone, by that. */
export const LINK_CUSTOMERS = `
  UPDATE file_customers f SET id = c.id FROM customers c WHERE c.workspace_id = $1::uuid AND c.external_id = f.customer`;

/** $1 workspace */
export const LINK_CUSTOMERS_BY_ADDRESS = `
  UPDATE file_customers f SET id = c.id
  FROM (
    SELECT DISTINCT ON (f.customer) f.customer, c.id
    FROM file_customers f JOIN customers c ON c.workspace_id = $1::uuid AND (c.email = f.customer OR c.phone = f.customer)
    WHERE f.id IS NULL AND (f.customer = f.email OR f.customer = f.phone)
    ORDER BY f.customer, c.created_at, c.id
  ) c
  WHERE f.customer = c.customer`;

/** $1 workspace: named by what they were called before they were merged into somebody. */
export const LINK_MERGED_CUSTOMERS = `
  UPDATE file_customers f SET id = m.merged_into
  FROM (
    SELECT DISTINCT ON (f.customer) f.customer, m.merged_into
    FROM file_customers f
    JOIN (
      SELECT external_id AS name, 1 AS way, merged_into, merged_at FROM merged_customers WHERE workspace_id = $1::uuid
      UNION ALL SELECT email, 2, merged_into, merged_at FROM merged_customers WHERE workspace_id = $1::uuid
      UNION ALL SELECT phone, 3, merged_into, merged_at FROM merged_customers WHERE workspace_id = $1::uuid
    ) m ON m.name = f.customer
    WHERE f.id IS NULL AND (m.way = 1 OR f.customer = f.email OR f.customer = f.phone)
    ORDER BY f.customer, m.way, m.merged_at, m.merged_into
  ) m
  WHERE f.customer = m.customer`;

/** $1 workspace, $2 now, $3 locale. @returns what was added */
export const ADD_CUSTOMERS = `
  WITH added AS (
    INSERT INTO customers (workspace_id, external_id, name, email, phone, locale, created_at, updated_at)
    SELECT $1::uuid, f.customer, coalesce(f.name, ''), f.email, f.phone, $3, $2, $2 FROM file_customers f WHERE f.id IS NULL ORDER BY f.customer
    ON CONFLICT (workspace_id, external_id) DO NOTHING
    RETURNING 1
  )
  SELECT count(*) AS added FROM added`;

/** $1 workspace, $2 now: fills what is not known yet of a known customer, and overwrites nothing; nor is anybody written back who was erased meanwhile. */
export const COMPLETE_CUSTOMERS = `
  UPDATE customers c
  SET name = CASE WHEN c.name = '' THEN coalesce(f.name, '') ELSE c.name END, email = coalesce(c.email, f.email), phone = coalesce(c.phone, f.phone), updated_at = $2
  FROM file_customers f
  WHERE c.workspace_id = $1::uuid AND c.id = f.id AND c.erased_at IS NULL
    AND (c.name = '' AND f.name IS NOT NULL OR c.email IS NULL AND f.email IS NOT NULL OR c.phone IS NULL AND f.phone IS NOT NULL)`;

/** Orders with more than one head: their lines do not lie beside each other, or do not say the same of the order. */
export const FIND_PIECES = `
  CREATE TEMPORARY TABLE file_pieces ON COMMIT DROP AS
  SELECT order_ref FROM staged_rows WHERE order_ref IS NOT NULL GROUP BY order_ref HAVING count(*) > 1`;

/**
 * $1 workspace, $2 source, $3 whether the file numbers its lines: one row for each order in the file. Its customer, time and currency
 * are those of its first line; where all lines in pieces say the same, the least is the first one's. Its id is that of the purchase in
 * the ledger, or of the one it will become; an order that was taken back with an import gets its id back: returns know it by that.
 */
export const FIND_ORDERS = `
  CREATE TEMPORARY TABLE file_orders ON COMMIT DROP AS
  SELECT o.order_ref, o.first_row, o.in_pieces, o.mixed, o.takes_time, o.customer, c.id AS customer_id, o.ordered_at, o.currency,
         coalesce(p.id, t.id, new_id()) AS id, p.id IS NOT NULL AS known, p.customer_id AS booked_customer_id, p.currency AS booked_currency,
         NOT $3 AND NOT o.in_pieces AND p.id IS NULL AS plain
  FROM (
    SELECT order_ref, row_no AS first_row, false AS in_pieces, customer, ordered_at, currency, false AS mixed, false AS takes_time
    FROM staged_rows h
    WHERE order_ref IS NOT NULL AND fault IS NULL AND NOT EXISTS (SELECT 1 FROM file_pieces i WHERE i.order_ref = h.order_ref)
    UNION ALL
    SELECT order_ref, min(row_no) FILTER (WHERE fault IS NULL), true, min(customer), min(ordered_at), min(currency),
           min(customer) <> max(customer) OR min(currency) <> max(currency), min(ordered_at) <> max(ordered_at)
    FROM staged_rows JOIN file_pieces USING (order_ref) GROUP BY order_ref
  ) o
  JOIN file_customers c ON c.customer = o.customer
  LEFT JOIN purchases p ON p.workspace_id = $1::uuid AND p.source = $2 AND p.external_id = o.order_ref
  LEFT JOIN (SELECT DISTINCT external_id, id FROM taken_back_purchases WHERE workspace_id = $1::uuid AND source = $2) t ON t.external_id = o.order_ref`;

/** Of those that do not, the first line is looked up. */
export const READ_FIRST_LINES = `
  UPDATE file_orders o SET customer = r.customer, customer_id = c.id, ordered_at = r.ordered_at, currency = r.currency
  FROM staged_rows r JOIN file_customers c ON c.customer = r.customer
  WHERE (o.mixed OR o.takes_time) AND r.row_no = o.first_row`;

/** Lines of an order that are not its customer's or not in its currency. */
export const REFUSE_MIXED_ORDERS = `
  INSERT INTO faulty_rows
  SELECT r.row_no, CASE WHEN h.customer <> o.customer THEN 'order-of-another-customer' ELSE 'currency-differs-in-order' END, left(o.order_ref, 80)
  FROM file_orders o JOIN staged_rows h ON h.order_ref = o.order_ref JOIN staged_rows r ON r.head_row = h.row_no
  WHERE o.mixed AND r.fault IS NULL AND (h.customer <> o.customer OR h.currency <> o.currency)
  ON CONFLICT DO NOTHING`;

/** A till account or a test, not a person: nobody orders so often in a day. */
export const REFUSE_TOO_MANY_ORDERS = `
  WITH many AS (
    SELECT id AS customer_id FROM file_customers GROUP BY 1 HAVING sum(heads) > ${MOST_IN_A_DAY}
  ), crowded AS (
    SELECT customer_id, ordered_at::date AS day FROM file_orders JOIN many USING (customer_id) GROUP BY 1, 2 HAVING count(*) > ${MOST_IN_A_DAY}
  ), surplus AS (
    SELECT order_ref FROM (
      SELECT o.order_ref, row_number() OVER (PARTITION BY o.customer_id, o.ordered_at::date ORDER BY o.first_row) AS nth
      FROM file_orders o JOIN crowded USING (customer_id) WHERE o.ordered_at::date = crowded.day
    ) numbered WHERE nth > ${MOST_IN_A_DAY}
  )
  INSERT INTO faulty_rows
  SELECT r.row_no, 'too-many-in-a-day', h.customer
  FROM surplus o JOIN staged_rows h ON h.order_ref = o.order_ref JOIN staged_rows r ON r.head_row = h.row_no
  WHERE r.fault IS NULL
  ON CONFLICT DO NOTHING`;

/** Orders whose first line was refused: nothing of them is booked. */
export const LEAVE_OUT_ORDERS = 'DELETE FROM file_orders o USING faulty_rows x WHERE x.row_no = o.first_row';

/**
 * $1 workspace, $2 source, $3 import, $4 now. Fails when somebody books one of these orders at this moment; looking for that
 * with each row (`ADD_PURCHASES_BESIDE_OTHERS`) takes half as long again.
 */
export const ADD_PURCHASES = `
  INSERT INTO purchases (workspace_id, id, source, external_id, customer_id, ordered_at, currency, import_id, created_at)
  SELECT $1::uuid, id, $2, order_ref, customer_id, ordered_at, currency, $3::uuid, $4 FROM file_orders WHERE NOT known`;

export const ADD_PURCHASES_BESIDE_OTHERS = `${ADD_PURCHASES} ON CONFLICT (workspace_id, source, external_id) DO NOTHING`;

/** $1 workspace, $2 source, $3 import: what others booked meanwhile is theirs. */
export const LINK_PURCHASES_OF_OTHERS = `
  UPDATE file_orders o SET id = p.id, known = true, plain = false, booked_customer_id = p.customer_id, booked_currency = p.currency
  FROM purchases p
  WHERE NOT o.known AND p.workspace_id = $1::uuid AND p.source = $2 AND p.external_id = o.order_ref AND p.import_id IS DISTINCT FROM $3::uuid`;

/** Lines of orders that are somebody else's in the ledger, or in another currency there. */
export const REFUSE_TAKEN_ORDERS = `
  INSERT INTO faulty_rows
  SELECT r.row_no, CASE WHEN o.booked_customer_id <> o.customer_id THEN 'order-of-another-customer' ELSE 'currency-differs-in-order' END, left(o.order_ref, 80)
  FROM file_orders o JOIN staged_rows h ON h.order_ref = o.order_ref JOIN staged_rows r ON r.head_row = h.row_no
  WHERE o.known AND (o.booked_customer_id <> o.customer_id OR o.booked_currency <> o.currency) AND r.fault IS NULL
  ON CONFLICT DO NOTHING`;

/**
 * The lines as the ledger wants them. Without a line number of its own a line is the nth of its product in its order, so
 * that it stays the same line in another export of the same order. Refused rows count along: once mended and imported
 * again, they must not push the others on. They come order by order as the file has them, which is how their primary key grows.
 * An order whose lines lie beside each other has one head, its first line, and was counted while it was read.
 */
export const FIND_LINES = `
  CREATE TEMPORARY TABLE file_lines ON COMMIT DROP AS
  SELECT r.row_no, o.id AS purchase_id, o.customer_id, p.id AS product_id, o.ordered_at::date AS ordered_on, r.quantity, r.price_minor,
         coalesce(r.line_no, r.nth) AS line_no, r.nth, o.known
  FROM staged_rows r
  JOIN file_orders o ON o.first_row = r.head_row
  JOIN file_products p ON p.product = r.product
  WHERE r.fault IS NULL AND NOT o.plain AND NOT o.in_pieces`;

/** The other orders are put together and counted. */
export const FIND_LINES_IN_PIECES = `
  INSERT INTO file_lines
  SELECT row_no, purchase_id, customer_id, product_id, ordered_on, quantity, price_minor, coalesce(line_no, nth), nth, known
  FROM (
    SELECT r.row_no, r.fault, o.id AS purchase_id, o.customer_id, p.id AS product_id, h.ordered_at::date AS ordered_on, r.quantity, r.price_minor, r.line_no,
           o.known, row_number() OVER (PARTITION BY o.id, p.id ORDER BY r.row_no) AS nth
    FROM file_orders o
    JOIN staged_rows h ON h.order_ref = o.order_ref
    JOIN staged_rows r ON r.head_row = h.row_no
    JOIN file_products p ON p.product = r.product
    WHERE o.in_pieces
  ) numbered
  WHERE fault IS NULL`;

export const REFUSE_TOO_MANY_LINES = `
  INSERT INTO faulty_rows
  SELECT row_no, 'too-many-in-a-day', nth::text FROM file_lines WHERE nth > ${MOST_IN_A_DAY}
  ON CONFLICT DO NOTHING`;

export const REFUSE_TOO_MANY_PLAIN_LINES = `
  INSERT INTO faulty_rows
  SELECT r.row_no, 'too-many-in-a-day', r.nth::text FROM staged_rows r JOIN file_orders o ON o.first_row = r.head_row
  WHERE o.plain AND r.fault IS NULL AND r.nth > ${MOST_IN_A_DAY}
  ON CONFLICT DO NOTHING`;

/** For files that number their lines: the same number twice in an order. */
export const REFUSE_DUPLICATE_LINES = `
  INSERT INTO faulty_rows
  SELECT row_no, 'duplicate-line', line_no::text FROM (
    SELECT row_no, line_no, row_number() OVER (PARTITION BY purchase_id, product_id, line_no ORDER BY row_no) AS copy FROM file_lines
  ) copies WHERE copy > 1
  ON CONFLICT DO NOTHING`;

const NOT_REFUSED = (row: string) => `NOT EXISTS (SELECT 1 FROM faulty_rows x WHERE x.row_no = ${row}.row_no)`;

/** $1 workspace: the lines that are in the ledger already, and whether they stand there as they do in the file. */
export const FIND_KNOWN_LINES = `
  CREATE TEMPORARY TABLE known_lines ON COMMIT DROP AS
  SELECT f.row_no, f.purchase_id, f.product_id, f.line_no, (l.quantity, l.unit_price_minor, l.ordered_on) IS NOT DISTINCT FROM (f.quantity, f.price_minor, f.ordered_on) AS same,
         l.quantity, l.import_id IS NOT NULL AS of_import
  FROM file_lines f
  JOIN purchase_lines l ON l.workspace_id = $1::uuid AND l.purchase_id = f.purchase_id AND l.product_id = f.product_id AND l.line_no = f.line_no
  WHERE f.known AND ${NOT_REFUSED('f')}`;

/**
 * $1 workspace, $2 import: what this file says too stays when the import that booked it is undone. Only lines of imports can go that
 * way. They come in the order of their unique key, whose pages then fill one after the other; no import confirms a line twice.
 */
export const CONFIRM_LINES = `
  INSERT INTO line_confirmations (workspace_id, purchase_id, product_id, line_no, import_id)
  SELECT $1::uuid, purchase_id, product_id, line_no, $2::uuid FROM known_lines k
  WHERE same AND of_import AND ${NOT_REFUSED('k')}
  ORDER BY purchase_id, product_id, line_no`;

export const REFUSE_DIFFERING_LINES = `
  INSERT INTO faulty_rows
  SELECT row_no, 'differs-from-booked', quantity::text FROM known_lines WHERE NOT same
  ON CONFLICT DO NOTHING`;

const NEW_LINES = `
  FROM file_lines f
  WHERE NOT EXISTS (SELECT 1 FROM known_lines k WHERE k.row_no = f.row_no) AND ${NOT_REFUSED('f')}`;

const PLAIN_LINES = `
  FROM staged_rows r JOIN file_orders o ON o.first_row = r.head_row JOIN file_products p ON p.product = r.product
  WHERE o.plain AND ${NOT_REFUSED('r')}`;

const INTO_LEDGER = 'INSERT INTO purchase_lines (workspace_id, purchase_id, product_id, line_no, customer_id, ordered_on, quantity, unit_price_minor, import_id)';

/** $1 workspace, $2 import. As `file_lines` has them, so that the pages of the primary key fill from left to right. */
export const ADD_LINES = `
  ${INTO_LEDGER}
  SELECT $1::uuid, f.purchase_id, f.product_id, f.line_no, f.customer_id, f.ordered_on, f.quantity, f.price_minor, $2::uuid ${NEW_LINES}`;

/** $1 workspace, $2 import. As the file has them, for the same reason. */
export const ADD_PLAIN_LINES = `
  ${INTO_LEDGER}
  SELECT $1::uuid, o.id, p.id, r.nth, o.customer_id, o.ordered_at::date, r.quantity, r.price_minor, $2::uuid ${PLAIN_LINES}`;

export const COUNT_RETURNED = `
  SELECT (SELECT count(*) ${NEW_LINES} AND f.quantity < 0) + (SELECT count(*) ${PLAIN_LINES} AND r.quantity < 0) AS returned`;

export const COUNT_UNCHANGED = `
  SELECT count(*) AS unchanged FROM known_lines k WHERE same AND ${NOT_REFUSED('k')}`;

export const COUNT_REFUSED = 'SELECT fault, count(*) AS rows FROM faulty_rows GROUP BY fault ORDER BY fault';

/** $1 workspace, $2 import */
export const KEEP_REFUSED = `
  INSERT INTO import_errors (workspace_id, import_id, row_no, fault, value)
  SELECT $1::uuid, $2::uuid, row_no, fault, value FROM faulty_rows ORDER BY row_no`;
