import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../privacy/index.js';
import { CustomersModule } from '../customers/index.js';
import { RemindersModule } from '../reminders/index.js';
import { EraseCustomer } from './erase-customer.js';
import { EraseTracesJob } from './erase-traces.job.js';
import { ErasureStore } from './erasure.store.js';
import { ErasuresAdminController } from './erasures.admin.controller.js';

/** Customers who want to be forgotten. */
@Module({
  imports: [CustomersModule, PrivacyModule, RemindersModule],
  controllers: [ErasuresAdminController],
  providers: [EraseCustomer, EraseTracesJob, ErasureStore],
})
export class ErasureModule {}
