import { Injectable } from '@nestjs/common';
import { type ImportedStock, StockLevel } from '@perennial/contract/admin';
import { parse } from 'csv-parse/sync';
import type { Actor } from '../../platform/audit/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SetStock } from './set-stock.js';

const SHOWN = 100;
const WHOLE = /^[+-]?\d+$/;

/** Takes in a count as a file: the columns `product` (the article number) and `stock`; an empty cell ends the counting of that product. */
@Injectable()
export class ImportStock {
  constructor(private readonly setStock: SetStock) {}

  /** Bad rows are named and the others count. Refuses `stock-not-readable`. */
  async run(actor: Actor, workspaceId: string, csv: Buffer): Promise<ImportedStock> {
    const read = rowsOf(csv).map(({ product = '', stock = '' }, index) => {
      const level = stock.trim() === '' ? null : WHOLE.test(stock.trim()) ? Number(stock) : Number.NaN;
      return { row: index + 1, product: product.trim(), stock, level: StockLevel.safeParse({ productExternalId: product, level }).data };
    });
    const good = read.flatMap(({ row, level }) => (level ? [{ row, level }] : []));
    const { set, restocked, unknown } = await this.setStock.run(actor, workspaceId, good.map(({ level }) => level));
    const refused: ImportedStock['refusedRows'] = [
      ...read.flatMap(({ row, product, stock, level }) => (level ? [] : [{ row, fault: product === '' ? ('missing-product' as const) : ('bad-level' as const), value: (product === '' ? '' : stock).slice(0, SHOWN) }])),
      ...unknown.map(({ row, value }) => ({ row: good[row - 1]?.row ?? row, fault: 'unknown-product' as const, value: value.slice(0, SHOWN) })),
    ];
    refused.sort((a, b) => a.row - b.row);
    return { set, restocked, refused: refused.length, refusedRows: refused.slice(0, SHOWN) };
  }
}

function rowsOf(csv: Buffer): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { bom: true, columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()), skip_empty_lines: true, relax_column_count: true });
  } catch {
    throw new Refusal('stock-not-readable');
  }
  if (!rows.some((row) => 'product' in row && 'stock' in row)) throw new Refusal('stock-not-readable');
  return rows;
}
