import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';

/** Those who run the service. They are entered by the command line and the demo data, never over HTTP. */
@Injectable()
export class OperatorRoll {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async has(userId: string): Promise<boolean> {
    const rows = await this.database.dataSource.query<unknown[]>('SELECT 1 FROM operators WHERE user_id = $1', [userId]);
    return rows.length > 0;
  }

  async add(tx: Tx, userId: string): Promise<void> {
    await tx.query('INSERT INTO operators (user_id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [userId, this.clock.now()]);
  }
}
