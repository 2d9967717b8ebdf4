import { z } from 'zod';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';

export const Invoice = z
  .object({
    id: z.uuid(),
    number: z.string(),
    issuedAt: Instant,
    currency: Currency,
    net: Amount,
    tax: Amount,
    total: Amount,
    from: Day,
    paidThrough: Day,
  })
  .meta({ id: 'Invoice' });
export type Invoice = z.infer<typeof Invoice>;

export const InvoiceQuery = listQuery(['issuedAt', 'number'], {});
export const Invoices = listOf(Invoice).meta({ id: 'Invoices' });
