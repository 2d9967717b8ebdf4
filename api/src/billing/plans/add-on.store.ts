import { Injectable } from '@nestjs/common';
import type { AddOn, PlanLimit, PublishAddOn } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

const ADD_ON = `
  v.add_on_code AS code, v.version, json_build_object('en', v.name_en, 'zh-CN', v.name_zh) AS name, v.raises, v.raises_by AS "raisesBy",
  (SELECT json_agg(json_build_object('interval', p.interval, 'currency', p.currency, 'amount', p.amount_minor) ORDER BY p.currency, p.amount_minor)
   FROM add_on_prices p WHERE (p.add_on_code, p.add_on_version) = (v.add_on_code, v.version)) AS prices`;

@Injectable()
export class AddOnStore {
  async onSale(tx: Tx): Promise<AddOn[]> {
    return tx.query<AddOn[]>(`SELECT ${ADD_ON} FROM add_on_versions v WHERE v.withdrawn_at IS NULL ORDER BY v.add_on_code`);
  }

  async version(tx: Tx, code: string, version: number): Promise<AddOn> {
    const [found] = await tx.query<AddOn[]>(`SELECT ${ADD_ON} FROM add_on_versions v WHERE v.add_on_code = $1 AND v.version = $2`, [code, version]);
    if (!found) throw new Error(`No version ${version} of the add-on ${code}`);
    return found;
  }

  /** How much each of these versions raises which limit, as `code:version`. */
  async raises(tx: Tx): Promise<Map<string, { readonly raises: PlanLimit; readonly raisesBy: number }>> {
    const rows = await tx.query<{ key: string; raises: PlanLimit; raisesBy: number }[]>(
      `SELECT add_on_code || ':' || version AS key, raises, raises_by AS "raisesBy" FROM add_on_versions`,
    );
    return new Map(rows.map(({ key, ...raise }) => [key, raise]));
  }

  /** Adds the next version of an add-on, withdraws the one before, and returns its number. */
  async add(tx: Tx, addOn: PublishAddOn, now: Date): Promise<number> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`add-on:${addOn.code}`]);
    await tx.query('UPDATE add_on_versions SET withdrawn_at = $2 WHERE add_on_code = $1 AND withdrawn_at IS NULL', [addOn.code, now]);
    const [added] = await tx.query<{ version: number }[]>(
      `INSERT INTO add_on_versions (add_on_code, version, name_en, name_zh, raises, raises_by, published_at)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 FROM add_on_versions WHERE add_on_code = $1 RETURNING version`,
      [addOn.code, addOn.name.en, addOn.name['zh-CN'], addOn.raises, addOn.raisesBy, now],
    );
    if (!added) throw new Error(`The add-on ${addOn.code} was not added`);
    for (const { interval, currency, amount } of addOn.prices) {
      await tx.query('INSERT INTO add_on_prices (add_on_code, add_on_version, interval, currency, amount_minor) VALUES ($1, $2, $3, $4, $5)', [
        addOn.code, added.version, interval, currency, amount,
      ]);
    }
    return added.version;
  }
}
