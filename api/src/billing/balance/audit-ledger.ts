import { Injectable } from '@nestjs/common';
import type { LedgerAudit } from '@perennial/contract/admin';
import { Database } from '../../platform/database/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';
import { LedgerAuditStore } from './ledger-audit.store.js';

const FAULTS_SHOWN = 100;

/** Adds up all books anew: every transaction to zero, every balance and lot from its entries, nothing below zero. */
@Injectable()
export class AuditLedger {
  constructor(
    private readonly database: Database,
    private readonly directory: WorkspaceDirectory,
    private readonly books: LedgerAuditStore,
  ) {}

  async run(): Promise<LedgerAudit> {
    const faults: LedgerAudit['faults'] = [];
    const house: LedgerAudit['house'] = [];
    const customers: LedgerAudit['customers'] = [];
    let workspaces = 0;
    let transactions = 0;
    for (const workspaceId of await this.directory.ids()) {
      const audited = await this.database.inWorkspace(workspaceId, (tx) => this.books.audit(tx, workspaceId));
      workspaces += audited.transactions > 0 ? 1 : 0;
      transactions += audited.transactions;
      faults.push(...audited.faults.map((fault) => ({ workspaceId, ...fault })));
      add(house, audited.house);
      add(customers, audited.customers);
    }
    return { sound: faults.length === 0, workspaces, transactions, faults: faults.slice(0, FAULTS_SHOWN), house, customers };
  }
}

function add(totals: LedgerAudit['house'], more: LedgerAudit['house']): void {
  for (const one of more) {
    const known = totals.find(({ account, currency }) => account === one.account && currency === one.currency);
    if (known) known.balance += one.balance;
    else totals.push({ ...one });
  }
}
