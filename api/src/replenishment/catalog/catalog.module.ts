import { Module } from '@nestjs/common';
import { ChangeProducts } from './change-products.js';
import { ProductStore } from './product.store.js';
import { ProductsAdminController } from './products.admin.controller.js';

@Module({ controllers: [ProductsAdminController], providers: [ProductStore, ChangeProducts], exports: [ProductStore] })
export class CatalogModule {}
