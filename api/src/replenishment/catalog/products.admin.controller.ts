import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CreateProduct, Product, ProductList, ProductQuery, UpdateProduct } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { ChangeProducts } from './change-products.js';
import { ProductStore } from './product.store.js';

@ApiTags('products')
@Controller('workspaces/:workspaceId/products')
export class ProductsAdminController {
  constructor(
    private readonly database: Database,
    private readonly products: ProductStore,
    private readonly changeProducts: ChangeProducts,
  ) {}

  @Get()
  @Members('staff', 'products:read')
  @ApiOperation({ summary: 'The catalogue' })
  @ApiOkResponse({ standardSchema: ProductList })
  @ApiProblems('invalid-input')
  list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: ProductQuery }) query: ProductQuery): Promise<{ data: Product[]; total: number }> {
    return this.database.inWorkspace(workspaceId, (tx) => this.products.list(tx, workspaceId, query));
  }

  @Get(':id')
  @Members('staff', 'products:read')
  @ApiOperation({ summary: 'One product' })
  @ApiOkResponse({ standardSchema: Product })
  @ApiProblems('invalid-input', 'not-found')
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Product> {
    const product = await this.database.inWorkspace(workspaceId, (tx) => this.products.find(tx, workspaceId, id));
    if (!product) throw new Refusal('not-found');
    return product;
  }

  @Post()
  @Members('staff', 'products:write')
  @ApiOperation({ summary: 'Add a product' })
  @ApiCreatedResponse({ standardSchema: Product })
  @ApiProblems('invalid-input', 'external-id-taken', 'not-found')
  create(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Body({ schema: CreateProduct }) product: CreateProduct): Promise<Product> {
    return this.changeProducts.create(actorOf(caller), workspaceId, product);
  }

  @Patch(':id')
  @Members('staff', 'products:write')
  @ApiOperation({ summary: 'Change a product' })
  @ApiOkResponse({ standardSchema: Product })
  @ApiProblems('invalid-input', 'not-found', 'external-id-taken', 'interval-not-a-range')
  patch(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: UpdateProduct }) change: UpdateProduct,
  ): Promise<Product> {
    return this.changeProducts.update(actorOf(caller), workspaceId, id, change);
  }
}
