import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConnectedShop, ConnectShop, RotateShopSecret, Shop, ShopDeliveryList, ShopDeliveryQuery, ShopList, ShopQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeShops } from './change-shops.js';
import { ShopStore } from './shop.store.js';

const Id = z.uuid();

@ApiTags('shops')
@Controller('workspaces/:workspaceId/shops')
export class ShopsAdminController {
  constructor(
    private readonly database: Database,
    private readonly shops: ShopStore,
    private readonly changeShops: ChangeShops,
  ) {}

  @Get()
  @Members('admin')
  @ApiOperation({ summary: 'The connected shops' })
  @ApiOkResponse({ standardSchema: ShopList })
  @ApiProblems('invalid-input')
  list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: ShopQuery }) query: z.output<typeof ShopQuery>): Promise<z.infer<typeof ShopList>> {
    return this.database.inWorkspace(workspaceId, (tx) => this.shops.list(tx, workspaceId, query));
  }

  @Post()
  @Members('admin')
  @ApiOperation({ summary: 'Connect a shop. Its secret is in this answer only' })
  @ApiCreatedResponse({ standardSchema: ConnectedShop })
  @ApiProblems('invalid-input', 'secret-not-readable')
  connect(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: ConnectShop }) request: ConnectShop): Promise<ConnectedShop> {
    return this.changeShops.connect(actorOf(caller), workspaceId, request);
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Give the shop another secret. The old one is taken for one more day' })
  @ApiOkResponse({ standardSchema: ConnectedShop })
  @ApiProblems('invalid-input', 'not-found', 'secret-not-readable')
  rotate(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RotateShopSecret }) { secret }: RotateShopSecret,
  ): Promise<ConnectedShop> {
    return this.changeShops.rotateSecret(actorOf(caller), workspaceId, id, secret);
  }

  @Post(':id/end-old-secret')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Take the old secret no more, from now on' })
  @ApiOkResponse({ standardSchema: Shop })
  @ApiProblems('invalid-input', 'not-found')
  endOldSecret(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: Id }) workspaceId: string, @Param('id', { schema: Id }) id: string): Promise<Shop> {
    return this.changeShops.endOldSecret(actorOf(caller), workspaceId, id);
  }

  @Post(':id/disconnect')
  @HttpCode(200)
  @Members('admin')
  @ApiOperation({ summary: 'Take nothing more from the shop. What it told stays' })
  @ApiOkResponse({ standardSchema: Shop })
  @ApiProblems('invalid-input', 'not-found')
  disconnect(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: Id }) workspaceId: string, @Param('id', { schema: Id }) id: string): Promise<Shop> {
    return this.changeShops.disconnect(actorOf(caller), workspaceId, id);
  }

  @Get(':id/deliveries')
  @Members('admin')
  @ApiOperation({ summary: 'What the shop delivered, and what of it was not booked' })
  @ApiOkResponse({ standardSchema: ShopDeliveryList })
  @ApiProblems('invalid-input')
  deliveries(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ShopDeliveryQuery }) query: ShopDeliveryQuery,
  ): Promise<z.infer<typeof ShopDeliveryList>> {
    return this.database.inWorkspace(workspaceId, (tx) => this.shops.deliveries(tx, workspaceId, id, query));
  }
}
