import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PlainDate } from '@perennial/calendar';
import { type Because, explain } from '@perennial/replenishment';
import { type ShopFacts, TemplateFacts, type Variables } from '../../messaging/index.js';
import type { Tx } from '../../platform/database/index.js';

/** A preview shows how several products look together, not a whole shelf. */
const SHOWN = 3;
/** Shorter names are found in half of all words. */
const SHORTEST_NAME = 3;

interface Due {
  readonly customerName: string;
  readonly cycleId: string;
  readonly name: string;
  readonly imageUrl: string | null;
  readonly sensitive: boolean;
  readonly lastOrderedOn: PlainDate;
  readonly expectedOn: PlainDate;
  readonly windowFrom: PlainDate;
  readonly windowTo: PlainDate;
  readonly because: Because;
}

/** What the templates of messages ask about products and customers. */
@Injectable()
export class ReminderShopFacts implements ShopFacts, OnModuleInit {
  constructor(private readonly templates: TemplateFacts) {}

  onModuleInit(): void {
    this.templates.register(this);
  }

  async sensitiveNamesIn(tx: Tx, workspaceId: string, text: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `SELECT name FROM products WHERE workspace_id = $1 AND sensitive AND length(name) >= $3 AND position(lower(name) IN lower($2)) > 0 ORDER BY name LIMIT 10`,
      [workspaceId, text, SHORTEST_NAME],
    );
    return rows.map(({ name }) => name);
  }

  async reminderOf(tx: Tx, workspaceId: string, customerId: string, locale: 'en' | 'zh-CN'): Promise<Variables<'reminder'> | null> {
    const due = await tx.query<Due[]>(
      `SELECT k.name AS "customerName", c.id AS "cycleId", p.name, p.image_url AS "imageUrl", p.sensitive, c.last_ordered_on AS "lastOrderedOn",
              c.expected_on AS "expectedOn", c.window_from AS "windowFrom", c.window_to AS "windowTo", c.because
       FROM cycles c
       JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
       JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
       WHERE c.workspace_id = $1 AND c.customer_id = $2 AND p.remindable AND c.expected_on IS NOT NULL
       ORDER BY c.expected_on, c.id LIMIT $3`,
      [workspaceId, customerId, SHOWN],
    );
    const [first] = due;
    if (!first) return null;
    return { customerName: first.customerName, products: due.map(({ customerName: _, because, ...product }) => ({ ...product, reason: explain(because, locale) })) };
  }
}
