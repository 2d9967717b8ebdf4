import { Module } from '@nestjs/common';
import { AddressedCustomers } from './addressed-customers.js';
import { ChangeCustomers } from './change-customers.js';
import { CountContacts } from './count-contacts.js';
import { CustomerStore } from './customer.store.js';
import { CustomersAdminController } from './customers.admin.controller.js';
import { RecogniseCustomer } from './recognise-customer.js';

@Module({
  controllers: [CustomersAdminController],
  providers: [CountContacts, CustomerStore, ChangeCustomers, AddressedCustomers, RecogniseCustomer],
  exports: [CustomerStore, RecogniseCustomer],
})
export class CustomersModule {}
