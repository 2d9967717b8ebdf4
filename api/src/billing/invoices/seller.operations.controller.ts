import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Seller } from '@perennial/contract/admin';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { NameSeller } from './name-seller.js';
import { SellerStore } from './seller.store.js';

@ApiTags('operations')
@Controller('operations/seller')
@Operators()
export class SellerOperationsController {
  constructor(
    private readonly database: Database,
    private readonly sellers: SellerStore,
    private readonly nameSeller: NameSeller,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who issues the invoices' })
  @ApiOkResponse({ standardSchema: Seller })
  @ApiProblems('seller-not-named')
  async read(): Promise<Seller> {
    const seller = await this.database.global((tx) => this.sellers.find(tx));
    if (!seller) throw new Refusal('seller-not-named');
    return seller;
  }

  @Put()
  @ApiOperation({ summary: 'Name who issues the invoices from now on' })
  @ApiOkResponse({ standardSchema: Seller })
  @ApiProblems('invalid-input')
  async put(@CurrentCaller() caller: OperatorCaller, @Body({ schema: Seller }) body: Seller): Promise<Seller> {
    return this.nameSeller.run(actorOf(caller), body);
  }
}
