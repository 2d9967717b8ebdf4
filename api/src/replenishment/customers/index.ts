export { CustomerStore, type NewCustomer } from './customer.store.js';
export { CustomersModule } from './customers.module.js';
