import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@perennial/calendar';
import { Database } from '../../platform/database/index.js';
import { rebuildEstimates } from './engine/rebuild-estimates.js';

/** One pair as of a day, under the ids the merchant knows. */
export interface PredictedPair {
  readonly customerId: string;
  readonly productId: string;
  readonly lastOrderedOn: PlainDate;
  readonly purchases: number;
  readonly expectedOn: PlainDate;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly probability: number;
  readonly basis: string;
  readonly reliable: boolean;
}

const PAGE = 5000;

const PREDICTED = `
  SELECT coalesce(k.external_id, k.id::text) AS "customerId", coalesce(p.external_id, p.id::text) AS "productId", c.last_ordered_on AS "lastOrderedOn",
         c.gaps_used + 1 AS purchases, c.expected_on AS "expectedOn", c.window_from AS "from", c.window_to AS "to", c.probability,
         c.because->>'basis' AS basis, c.rhythm = 'reliable' AS reliable
  FROM cycles c
  JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
  JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
  WHERE c.workspace_id = $1
  ORDER BY 1, 2`;

/** What the engine would have said on a day, from the purchases up to it. Keeps nothing. */
@Injectable()
export class PredictAsOf {
  constructor(private readonly database: Database) {}

  /**
   * @param horizonDays the days within which the probability of a purchase is given
   * @param write takes the pairs in order of customer and product, some thousand at a time
   */
  async run(workspaceId: string, asOf: PlainDate, horizonDays: number, write: (pairs: readonly PredictedPair[]) => Promise<void>): Promise<void> {
    await this.database.rehearse(workspaceId, async (tx) => {
      await rebuildEstimates(tx, workspaceId, asOf, { horizonDays });
      await tx.query(`DECLARE predicted NO SCROLL CURSOR FOR ${PREDICTED}`, [workspaceId]);
      for (;;) {
        const pairs = await tx.query<PredictedPair[]>(`FETCH ${PAGE} FROM predicted`);
        if (pairs.length === 0) return;
        await write(pairs);
      }
    });
  }
}
