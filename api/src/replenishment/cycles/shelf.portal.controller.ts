import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Shelf } from '@perennial/contract/portal';
import { CurrentCaller, type CustomerCaller, Customers } from '../../access/index.js';
import { ShowShelf } from './show-shelf.js';

@ApiTags('portal')
@Controller('portal/shelf')
export class ShelfPortalController {
  constructor(private readonly showShelf: ShowShelf) {}

  @Get()
  @Customers()
  @ApiOkResponse({ standardSchema: Shelf })
  async show(@CurrentCaller() caller: CustomerCaller): Promise<Shelf> {
    return this.showShelf.run(caller);
  }
}
