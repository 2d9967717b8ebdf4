import { Module } from '@nestjs/common';
import { RemindersModule } from '../reminders/index.js';
import { ChangeProducts } from './change-products.js';
import { ImportStock } from './import-stock.js';
import { ProductStore } from './product.store.js';
import { ProductsAdminController } from './products.admin.controller.js';
import { SetStock } from './set-stock.js';
import { StockAdminController } from './stock.admin.controller.js';

@Module({
  imports: [RemindersModule],
  controllers: [ProductsAdminController, StockAdminController],
  providers: [ProductStore, ChangeProducts, ImportStock, SetStock],
  exports: [ProductStore, SetStock],
})
export class CatalogModule {}
