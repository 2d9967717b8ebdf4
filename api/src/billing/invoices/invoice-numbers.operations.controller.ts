import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvoiceGapReport } from '@perennial/contract/admin';
import { Operators } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { InvoiceStore } from './invoice.store.js';

@ApiTags('operations')
@Controller('operations/invoice-numbers')
@Operators()
export class InvoiceNumbersOperationsController {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceStore,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether the numbers of invoices and credit notes are without gaps, per series and year' })
  @ApiOkResponse({ standardSchema: InvoiceGapReport })
  async report(): Promise<InvoiceGapReport> {
    const series = await this.database.global((tx) => this.invoices.numbersGiven(tx));
    return { whole: series.every(({ last, given, missing }) => last === given && missing.length === 0), series };
  }
}
