import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Import } from '@perennial/contract/admin';
import { type ImportDesk, openImportDesk } from '../../../../test/builders/import-desk.js';

// Ends what hangs; nothing here is about speed.
const PATIENCE_MS = 1_800_000;
const DATA = join(process.env['PERENNIAL_SHARED'] ?? join(import.meta.dirname, '../../../../../shared'), 'data');
const RAW = join(DATA, 'online_retail_raw.csv.gz');
const CLEANED = join(DATA, 'online_retail.csv.gz');

if (!existsSync(RAW)) process.stderr.write(`skipped: the real purchase logs are not at ${DATA}\n`);

// UCI "Online Retail" (D. Chen, 2015, CC BY 4.0): every line of a shop's year, as published.
(existsSync(RAW) ? describe : describe.skip)('half a million order lines of a real shop', () => {
  let desk: ImportDesk;
  let raw: Import;
  let cleaned: Import;

  beforeAll(async () => {
    desk = await openImportDesk();
    raw = await desk.import({ path: RAW }, { name: 'online_retail_raw.csv.gz', source: 'raw' });
    cleaned = await desk.import({ path: CLEANED }, { name: 'online_retail.csv.gz', source: 'cleaned' });
    process.stderr.write(`all of online_retail_raw.csv.gz: ${String(raw.rowsPerSecond)} rows/s read, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB with the test runner\n`);
  }, PATIENCE_MS);
  afterAll(() => desk.close());

  it('books every line with a customer, returns among them, and names what it cannot use', () => {
    expect(raw).toMatchObject({ status: 'done', sameFileAs: null });
    expect(raw.result).toMatchObject({
      rows: 541_909,
      // 135,080 lines name no customer; the rest is booked, 8,905 cancellations as negative quantities, 40 gifts at a price of zero.
      booked: 406_829,
      returned: 8_905,
      unchanged: 0,
      refused: 135_080,
      refusedBecause: { 'missing-customer': 135_080 },
      newPurchases: 22_190,
      newCustomers: 4_372,
      newProducts: 3_684,
    });
  });

  it('books the cleaned twin whole', () => {
    expect(cleaned.result).toMatchObject({ rows: 396_337, booked: 396_337, refused: 0, newCustomers: 0, newProducts: 0 });
  });

  // The cleaned twin is what was bought at a price, of things: without returns, gifts at zero, postage, fees and manual lines.
  // Of the 1,547 lines of the latter four cost a tenth of a penny, which in whole pennies is nothing.
  it('differs from its cleaned twin by returns, zero prices and six articles that are no goods, and by nothing else', async () => {
    const [counts] = await desk.area.database.rows(`
      WITH lines AS (
        SELECT u.source, c.external_id AS customer, p.external_id AS product, l.ordered_on, l.quantity, l.unit_price_minor, p.remindable
        FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id JOIN customers c ON c.id = l.customer_id JOIN products p ON p.id = l.product_id
      ), bought AS (
        SELECT * FROM lines WHERE source = 'raw' AND quantity > 0 AND unit_price_minor > 0
          AND product NOT IN ('POST', 'M', 'C2', 'DOT', 'BANK CHARGES', 'PADS')
      ), twin AS (SELECT * FROM lines WHERE source = 'cleaned')
      SELECT (SELECT count(*) FROM bought) AS bought, (SELECT count(*) FROM twin) AS twin,
             (SELECT count(DISTINCT customer) FROM bought) AS customers, (SELECT count(DISTINCT product) FROM bought) AS products,
             (SELECT count(*) FROM (SELECT customer, product, ordered_on, quantity FROM bought EXCEPT ALL SELECT customer, product, ordered_on, quantity FROM twin) d) AS extra,
             (SELECT count(*) FROM (SELECT customer, product, ordered_on, quantity FROM twin EXCEPT ALL SELECT customer, product, ordered_on, quantity FROM bought) d) AS lacking,
             (SELECT count(*) FROM lines WHERE source = 'raw' AND quantity > 0 AND unit_price_minor > 0
                AND product IN ('POST', 'M', 'C2', 'DOT', 'BANK CHARGES', 'PADS')) AS charges`);
    expect(counts).toEqual({ bought: 396_337, twin: 396_337, customers: 4_334, products: 3_659, extra: 0, lacking: 0, charges: 1_543 });
  });

  it('tells the planner what has come, which the first plan would otherwise not know of', async () => {
    const tables = await desk.area.database.rows<{ relname: string }>(`SELECT relname FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL AND relname IN ('customers', 'products', 'purchases', 'purchase_lines') ORDER BY relname`);
    expect(tables.map(({ relname }) => relname)).toEqual(['customers', 'products', 'purchase_lines', 'purchases']);
  });

  it('keeps postage, fees and manual lines out of reminders by their names', async () => {
    const charges = await desk.area.database.rows<{ name: string }>('SELECT name FROM products WHERE NOT remindable ORDER BY name');
    expect(charges.map(({ name }) => name)).toEqual(['Bank Charges', 'CARRIAGE', 'CRUK Commission', 'DOTCOM POSTAGE', 'Discount', 'Manual', 'POSTAGE']);
  });
});
