import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The one thing a store needs to reach the database: a manager inside an open transaction. */
export type Tx = EntityManager;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The connection was lost while a transaction was open. If it was at its commit, only the database knows whether it counts. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(cause: unknown) {
    super('the connection to the database was lost before the transaction was known to have ended', { cause });
  }
}

/**
 * The way into the database. A workspace's rows are reached by `inWorkspace` only: outside it row-level security
 * shows the application role nothing.
 */
@Injectable()
export class Database {
  private readonly lastChecks = new WeakMap<Tx, Map<string, () => Promise<void>>>();

  constructor(@Inject(DataSource) readonly dataSource: DataSource) {}

  /**
   * Checks something when everything else in this transaction is done, right before it is committed; a check that throws takes all
   * of it back. A lock that the check takes is the last one of its transaction, so nobody who waits for it can be waited for.
   * @param name the same one again is checked once; checks run in the order of their names, so that their locks have an order
   */
  beforeCommit(tx: Tx, name: string, check: () => Promise<void>): void {
    const checks = this.lastChecks.get(tx);
    if (!checks) throw new Error('not a transaction of ours');
    checks.set(name, check);
  }

  /** Runs `work` in one transaction that sees and writes the rows of this workspace and of no other. */
  async inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (!UUID.test(workspaceId)) throw new TypeError(`not a workspace id: ${workspaceId}`);
    return this.transaction(`SET LOCAL app.workspace_id = '${workspaceId}'`, work);
  }

  /** As `inWorkspace`, but takes back whatever `work` wrote: for what would happen, and for looking into the past. */
  async rehearse<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    let seen: { readonly value: T } | undefined;
    const enough = new Error('rehearsed');
    const rehearsal = this.inWorkspace(workspaceId, async (tx) => {
      seen = { value: await work(tx) };
      throw enough;
    });
    return rehearsal.catch((error: unknown) => {
      if (error !== enough || !seen) throw error;
      return seen.value;
    });
  }

  /** Runs `work` in one transaction that sees one person's own memberships across workspaces, and nothing else of a workspace. */
  async asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (!UUID.test(userId)) throw new TypeError(`not a user id: ${userId}`);
    return this.transaction(`SET LOCAL app.user_id = '${userId}'`, work);
  }

  /** Runs `work` in one transaction on the tables that belong to no workspace (plans, workspace directory, inboxes). */
  async global<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('', work);
  }

  // The setting travels with BEGIN: a round trip of its own costs about 0.4 ms on every request. TypeORM is told that the
  // transaction is open, so that saves join it and a nested transaction becomes a savepoint.
  private async transaction<T>(setting: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query(`BEGIN; ${setting}`);
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      let result: T;
      try {
        const checks = new Map<string, () => Promise<void>>();
        this.lastChecks.set(runner.manager, checks);
        result = await work(runner.manager);
        for (const [, check] of [...checks].sort(([a], [b]) => (a < b ? -1 : 1))) await check();
      } catch (error) {
        // The connection may be what failed; the error that matters is the one that led here.
        await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // TypeORM lets go of a connection that breaks, and then only says that it has none.
      throw runner.isReleased ? new ConnectionLost(error) : error;
    } finally {
      await runner.release();
    }
  }
}
