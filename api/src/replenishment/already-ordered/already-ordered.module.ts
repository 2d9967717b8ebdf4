import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.js';
import { CustomersModule } from '../customers/index.js';
import { RemindersModule } from '../reminders/index.js';
import { AlreadyOrderedAdminController } from './already-ordered.admin.controller.js';
import { AlreadyOrderedStore } from './already-ordered.store.js';
import { ChangeAlreadyOrdered } from './change-already-ordered.js';
import { KeepOpenOrder } from './keep-open-order.js';

/** What customers have ordered or subscribed to already, and nobody should remind them of. */
@Module({
  imports: [CatalogModule, CustomersModule, RemindersModule],
  controllers: [AlreadyOrderedAdminController],
  providers: [AlreadyOrderedStore, ChangeAlreadyOrdered, KeepOpenOrder],
  exports: [KeepOpenOrder],
})
export class AlreadyOrderedModule {}
