export { CustomerStore, type NewCustomer } from './customer.store.js';
export { CustomersModule } from './customers.module.js';
export { type NamedCustomer, RecogniseCustomer } from './recognise-customer.js';
