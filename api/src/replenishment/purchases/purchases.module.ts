import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.js';
import { CustomersModule } from '../customers/index.js';
import { BookPurchase } from './book-purchase.js';
import { PurchaseStore } from './purchase.store.js';
import { PurchasesAdminController } from './purchases.admin.controller.js';
import { SettlePurchase } from './settle-purchase.js';
import { ReturnPurchase } from './return-purchase.js';

@Module({
  imports: [CatalogModule, CustomersModule],
  controllers: [PurchasesAdminController],
  providers: [PurchaseStore, BookPurchase, ReturnPurchase, SettlePurchase],
  exports: [BookPurchase, ReturnPurchase, SettlePurchase],
})
export class PurchasesModule {}
