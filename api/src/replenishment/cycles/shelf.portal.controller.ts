import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Shelf } from '@perennial/contract/portal';
import { CurrentCaller, type CustomerCaller, Customers } from '../../access/index.js';
import { ShowShelf } from './show-shelf.js';

@ApiTags('portal')
@Controller('portal/shelf')
export class ShelfPortalController {
  constructor(private readonly showShelf: ShowShelf) {}

  @Get()
  @Customers()
  @ApiOperation({ summary: 'What the customer has, and when it may run out' })
  @ApiOkResponse({ standardSchema: Shelf })
  async show(@CurrentCaller() caller: CustomerCaller): Promise<Shelf> {
    return this.showShelf.run(caller);
  }
}
