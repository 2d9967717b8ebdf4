import { z } from 'zod';
import { Instant, listOf, listQuery } from './paging.js';

/** What a column of the file can mean. */
export const ImportField = z
  .enum([
    'orderId',
    'lineNo',
    'customerId',
    'customerName',
    'email',
    'phone',
    'productId',
    'productName',
    'category',
    'orderedAt',
    'quantity',
    'unitPrice',
    'currency',
  ])
  .meta({ id: 'ImportField' });
export type ImportField = z.infer<typeof ImportField>;

/** In which order the parts of a date stand. `iso` also takes a time and a zone, as the other orders take a time. */
export const DateOrder = z.enum(['iso', 'day-month-year', 'month-day-year', 'unix-seconds', 'unix-milliseconds', 'spreadsheet']).meta({ id: 'DateOrder' });
export type DateOrder = z.infer<typeof DateOrder>;

/** How to read the file: guessed from its first rows, changed by whoever knows better. */
export const ImportMapping = z
  .object({
    encoding: z.enum(['utf-8', 'utf-16le', 'gb18030', 'windows-1252']),
    delimiter: z.enum([',', ';', '\t', '|']),
    columns: z.partialRecord(ImportField, z.number().int().min(0).max(999)).meta({ description: 'The column of each field, counted from 0' }),
    dateOrder: DateOrder,
    decimalComma: z.boolean().meta({ description: '1.234,50 instead of 1,234.50' }),
  })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof ImportMapping>;

/** Why a row of the file was not booked. The texts in both languages are `importFaultText`. */
export const ImportFault = z
  .enum([
    'missing-customer',
    'missing-product',
    'missing-date',
    'bad-date',
    'date-too-old',
    'future-date',
    'bad-quantity',
    'quantity-zero',
    'quantity-too-large',
    'bad-price',
    'negative-price',
    'price-too-large',
    'unknown-currency',
    'bad-line-number',
    'field-too-long',
    'unreadable-text',
    'unclosed-quote',
    'too-many-columns',
    'order-of-another-customer',
    'currency-differs-in-order',
    'too-many-in-a-day',
    'duplicate-line',
    'differs-from-booked',
  ])
  .meta({ id: 'ImportFault' });
export type ImportFault = z.infer<typeof ImportFault>;

export const ImportStatus = z.enum(['uploaded', 'queued', 'reading', 'booking', 'done', 'cancelled', 'failed', 'undoing', 'undone']).meta({ id: 'ImportStatus' });
export type ImportStatus = z.infer<typeof ImportStatus>;

export const ImportResult = z
  .object({
    rows: z.number().int().meta({ description: 'Rows in the file, its header not counted' }),
    booked: z.number().int().meta({ description: 'Lines that are new in the ledger; returns among them' }),
    returned: z.number().int().meta({ description: 'Of these, returns and cancellations (negative quantities)' }),
    unchanged: z.number().int().meta({ description: 'Lines the ledger had already, exactly so' }),
    refused: z.number().int().meta({ description: 'Rows that were not booked' }),
    refusedBecause: z.partialRecord(ImportFault, z.number().int()),
    newPurchases: z.number().int(),
    newCustomers: z.number().int(),
    newProducts: z.number().int(),
    notRemindable: z.number().int().meta({ description: 'Of the new products: postage, fees and the like, never in a reminder' }),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof ImportResult>;

/** What became of the lines of an import that was undone. */
export const UndoneImport = z
  .object({
    lines: z.number().int().meta({ description: 'Lines that left the ledger' }),
    purchases: z.number().int().meta({ description: 'Orders of which nothing was left' }),
    keptLines: z.number().int().meta({ description: 'Lines that stayed, because a later file or a call of the API said the same' }),
  })
  .meta({ id: 'UndoneImport' });
export type UndoneImport = z.infer<typeof UndoneImport>;

export const Import = z
  .object({
    id: z.uuid(),
    source: z.string(),
    fileName: z.string(),
    fileBytes: z.number().int(),
    status: ImportStatus,
    dryRun: z.boolean(),
    mapping: ImportMapping.nullable(),
    failureCode: z.string().nullable(),
    failureDetails: z.record(z.string(), z.unknown()).nullable().meta({ description: 'What the text of the code is filled with' }),
    sameFileAs: z.uuid().nullable().meta({ description: 'An earlier import of the very same file, which was booked' }),
    rowsRead: z.number().int(),
    bytesRead: z.number().int(),
    rowsPerSecond: z.number().int().nullable(),
    secondsLeft: z.number().int().nullable(),
    result: ImportResult.nullable(),
    undone: UndoneImport.nullable(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export const ImportList = listOf(Import).meta({ id: 'ImportList' });
export const ImportQuery = listQuery(['createdAt'], { status: ImportStatus });
export type ImportQuery = z.infer<typeof ImportQuery>;

/** The first rows as the mapping understands them. */
export const ImportPreview = z
  .object({
    mapping: ImportMapping,
    header: z.array(z.string()),
    dateOrderIsCertain: z.boolean().meta({ description: 'False when the rows seen would be valid dates in another order as well: look closely' }),
    missing: z.array(ImportField).meta({ description: 'Fields without which no row can be booked' }),
    rows: z.array(
      z.object({
        rowNo: z.number().int(),
        cells: z.array(z.string()),
        fault: ImportFault.nullable(),
        read: z
          .object({
            customer: z.string(),
            product: z.string(),
            order: z.string(),
            orderedAt: z.string().meta({ description: "In the workspace's time zone, unless the cell names one" }),
            quantity: z.number().int(),
            unitPrice: z.number().int().nullable().meta({ description: 'Minor units' }),
            currency: z.string(),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof ImportPreview>;

export const UploadImport = z
  .object({
    source: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[\w.-]+$/)
      .default('file')
      .meta({ description: 'Where the orders come from. Together with the order id it makes an order the same order.' }),
    fileName: z.string().trim().min(1).max(200).default('purchases.csv').meta({ description: 'For a raw body; a multipart part has a name of its own' }),
    start: z.stringbool().default(true).meta({ description: 'false: keep the file and wait for the mapping to be confirmed' }),
    dryRun: z.stringbool().default(false),
  })
  .meta({ id: 'UploadImport' });
export type UploadImport = z.infer<typeof UploadImport>;

export const StartImport = z.object({ mapping: ImportMapping.optional(), dryRun: z.boolean().default(false) }).meta({ id: 'StartImport' });
export type StartImport = z.infer<typeof StartImport>;

export const PreviewImport = z.object({ mapping: ImportMapping.optional() }).meta({ id: 'PreviewImport' });
export type PreviewImport = z.infer<typeof PreviewImport>;

export const ImportError = z
  .object({ rowNo: z.number().int(), fault: ImportFault, value: z.string().meta({ description: 'What stood there, shortened' }) })
  .meta({ id: 'ImportError' });
export type ImportError = z.infer<typeof ImportError>;

export const ImportErrorList = listOf(ImportError).meta({ id: 'ImportErrorList' });
export const ImportErrorQuery = listQuery(['rowNo'], { fault: ImportFault });
export type ImportErrorQuery = z.infer<typeof ImportErrorQuery>;
