import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../privacy/index.js';
import { AttributionModule } from '../attribution/index.js';
import { CustomersModule } from '../customers/index.js';
import { CyclesModule } from '../cycles/index.js';
import { RemindersModule } from '../reminders/index.js';
import { DuplicatesAdminController } from './duplicates.admin.controller.js';
import { ListDuplicates } from './list-duplicates.js';
import { MergeCustomers } from './merge-customers.js';

/** Customers entered twice, and how they become one. */
@Module({
  imports: [AttributionModule, CustomersModule, CyclesModule, PrivacyModule, RemindersModule],
  controllers: [DuplicatesAdminController],
  providers: [ListDuplicates, MergeCustomers],
})
export class DuplicatesModule {}
