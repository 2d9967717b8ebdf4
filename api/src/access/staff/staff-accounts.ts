import { Injectable } from '@nestjs/common';
import type { Me } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

/** What is known of people who can sign in. */
@Injectable()
export class StaffAccounts {
  async idOf(tx: Pick<Tx, 'query'>, email: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('SELECT id FROM auth."user" WHERE email = lower($1)', [email]);
    return row?.id ?? null;
  }

  async get(tx: Pick<Tx, 'query'>, userId: string): Promise<Me['user']> {
    const [row] = await tx.query<[Me['user']]>(
      'SELECT id, name, email, locale, coalesce(two_factor_enabled, false) AS "twoFactorEnabled" FROM auth."user" WHERE id = $1',
      [userId],
    );
    return row;
  }
}
