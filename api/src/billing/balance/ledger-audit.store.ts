import { Injectable } from '@nestjs/common';
import type { LedgerAudit } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

type Fault = Omit<LedgerAudit['faults'][number], 'workspaceId'>;

/** What one workspace's books say when everything is added up anew. */
export interface AuditedWorkspace {
  readonly transactions: number;
  readonly faults: readonly Fault[];
  readonly house: LedgerAudit['house'];
  readonly customers: LedgerAudit['customers'];
}

// One statement, so that it sees one instant: the books may be written to while they are audited.
const AUDIT = `
  WITH line AS MATERIALIZED (SELECT * FROM ledger_entries WHERE workspace_id = $1),
       own AS (SELECT * FROM line WHERE is_of_customer(account)),
       house AS (SELECT * FROM line WHERE NOT is_of_customer(account)),
       account AS (SELECT * FROM ledger_accounts WHERE workspace_id = $1),
       added AS (SELECT currency, account, sum(amount) AS amount FROM own GROUP BY currency, account),
       lot AS (SELECT * FROM balance_lots WHERE workspace_id = $1),
       lot_added AS (SELECT lot_id, sum(amount) FILTER (WHERE account IN ('customer_granted', 'customer_paid')) AS remaining,
                            sum(amount) FILTER (WHERE account IN ('reserved_granted', 'reserved_paid')) AS reserved
                     FROM own WHERE lot_id IS NOT NULL GROUP BY lot_id),
       fault AS (
         SELECT 'not-balanced' AS fault, transaction_id::text AS subject, sum(amount) AS off FROM line GROUP BY transaction_id, currency HAVING sum(amount) <> 0
         UNION ALL
         SELECT 'not-balanced', coalesce(said.id, found.id)::text, 0
         FROM (SELECT id, entries FROM ledger_transactions WHERE workspace_id = $1) said
         FULL JOIN (SELECT transaction_id AS id, count(*) AS entries FROM line GROUP BY transaction_id) found USING (id)
         WHERE said.entries IS DISTINCT FROM found.entries
         UNION ALL
         SELECT 'balance-not-its-entries', coalesce(account.account, added.account)::text || ' ' || currency, coalesce(account.balance, 0) - coalesce(added.amount, 0)
         FROM account FULL JOIN added USING (currency, account) WHERE coalesce(account.balance, 0) <> coalesce(added.amount, 0)
         UNION ALL
         SELECT 'lot-not-its-entries', lot.id::text, lot.remaining + lot.reserved - coalesce(a.remaining, 0) - coalesce(a.reserved, 0)
         FROM lot LEFT JOIN lot_added a ON a.lot_id = lot.id WHERE lot.remaining <> coalesce(a.remaining, 0) OR lot.reserved <> coalesce(a.reserved, 0)
         UNION ALL
         SELECT 'below-zero', account::text || ' ' || currency, balance FROM account WHERE balance < 0 AND account <> 'receivable'
         UNION ALL
         SELECT 'lots-not-the-balance', 'customer_' || kind || ' ' || lot.currency, sum(lot.remaining) - coalesce(max(account.balance), 0)
         FROM lot LEFT JOIN account ON account.currency = lot.currency AND account.account::text = 'customer_' || lot.kind
         GROUP BY lot.kind, lot.currency HAVING sum(lot.remaining) <> coalesce(max(account.balance), 0)
       )
  SELECT (SELECT count(*) FROM ledger_transactions WHERE workspace_id = $1) AS transactions,
         coalesce((SELECT json_agg(f) FROM (SELECT fault, subject, off::float8 AS off FROM fault LIMIT 100) f), '[]') AS faults,
         coalesce((SELECT json_agg(h) FROM (SELECT account, currency, sum(amount)::bigint AS balance FROM house GROUP BY account, currency) h), '[]') AS house,
         coalesce((SELECT json_agg(c) FROM (SELECT account, currency, balance FROM account) c), '[]') AS customers`;

/** Adds the books up anew and compares. Reads only. */
@Injectable()
export class LedgerAuditStore {
  async audit(tx: Tx, workspaceId: string): Promise<AuditedWorkspace> {
    const [audited] = await tx.query<AuditedWorkspace[]>(AUDIT, [workspaceId]);
    if (!audited) throw new Error('The audit answered nothing');
    return audited;
  }
}
