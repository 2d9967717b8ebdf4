import pg from 'pg';
import type { Tx } from '../../../platform/database/index.js';

/** A value of a run, with the type its places need. */
export interface RunValue {
  readonly type: 'uuid' | 'date' | 'date[]' | 'float8[]' | 'int';
  readonly value: string | readonly (string | number)[];
}

/** Statements that travel to the server together: a full run has some sixty, and a small shop should not wait sixty times. */
export class Script {
  private readonly statements: string[] = [];

  private readonly values: readonly RunValue[];

  constructor(values: readonly RunValue[]) {
    this.values = values;
  }

  /** Without statistics the planner takes a new table for a small one and joins millions of rows by nested loops. */
  table(name: string, query: string): void {
    // A transaction may run it for one day after the other.
    this.add(`DROP TABLE IF EXISTS pg_temp.${name}`, `CREATE TEMPORARY TABLE ${name} ON COMMIT DROP AS ${query}`, `ANALYZE ${name}`);
  }

  /** The same for what comes in order already, or is read in order next: guessing too few groups, the planner would hash them, spill, and sort what comes out. */
  inOrder(name: string, query: string): void {
    this.add('SET LOCAL enable_hashagg = off');
    this.table(name, query);
    this.add('SET LOCAL enable_hashagg = on');
  }

  add(...statements: readonly string[]): void {
    this.statements.push(...statements.map((sql) => this.filled(sql)));
  }

  async run(tx: Tx): Promise<void> {
    await tx.query(this.statements.join(';\n'));
  }

  // Several statements at once take no parameters; these are our own ids, days and numbers, and quoted all the same.
  private filled(sql: string): string {
    return sql.replace(/\$(\d+)/g, (place, digits: string) => {
      const known = this.values[Number(digits) - 1];
      if (!known) throw new RangeError(`The run has no value for ${place}`);
      const { type, value } = known;
      return `${pg.escapeLiteral(typeof value === 'string' ? value : `{${value.join(',')}}`)}::${type}`;
    });
  }
}
