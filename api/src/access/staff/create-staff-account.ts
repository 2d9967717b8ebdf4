import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Locale } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PasswordHashing } from './password-hashing.js';
import { PASSWORD_LENGTH } from './staff-auth.js';

export interface NewStaffAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly locale: Locale;
}

/**
 * Makes a person who can sign in, as better-auth would store them, in the caller's transaction: the account exists if and
 * only if the membership or operator entry made with it does. The caller vouches for the address.
 */
@Injectable()
export class CreateStaffAccount {
  constructor(private readonly passwords: PasswordHashing) {}

  /** @returns the new person's id; refuses `account-exists` when the address already has an account */
  async run(tx: Tx, { name, email, password, locale }: NewStaffAccount): Promise<string> {
    if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) throw new Refusal('password-too-weak');
    const id = randomUUID();
    const hash = await this.passwords.hash(password);
    const created = await tx.query<unknown[]>(
      `INSERT INTO auth."user" (id, name, email, email_verified, locale) VALUES ($1, $2, lower($3), true, $4)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [id, name, email, locale],
    );
    if (created.length === 0) throw new Refusal('account-exists');
    await tx.query(
      `INSERT INTO auth.account (account_id, provider_id, user_id, password, updated_at) VALUES ($1, 'credential', $2, $3, CURRENT_TIMESTAMP)`,
      [id, id, hash],
    );
    return id;
  }
}
