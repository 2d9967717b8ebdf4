import { type OnModuleInit, Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';

/**
 * The one source of time for business rules. In the demo and in tests an operator can move it forward; every process
 * of the service then shares the same offset, which is kept in the database.
 */
@Injectable()
export class Clock implements OnModuleInit {
  private offsetMs = 0;

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Reads the offset again: another process may have moved the clock. */
  async refresh(): Promise<void> {
    const [row] = await this.database.dataSource.query<{ offset_ms: number }[]>('SELECT offset_ms FROM test_clock');
    this.offsetMs = Number(row?.offset_ms ?? 0);
  }

  /** Moves the clock so that it reads `to` now. Never backwards: what has happened stays in the past. */
  async moveTo(to: Date): Promise<void> {
    const offset = Math.max(this.offsetMs, to.getTime() - Date.now());
    await this.database.dataSource.query('UPDATE test_clock SET offset_ms = greatest(offset_ms, $1)', [offset]);
    this.offsetMs = offset;
  }
}
