import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AddressedCustomer, CustomerDirectory } from '../../access/index.js';
import type { Customer } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { CustomerStore } from './customer.store.js';

/** Lets the areas below find customers, of whom they know nothing themselves: the portal's sign-in, the proof of consent. */
@Injectable()
export class AddressedCustomers implements OnModuleInit {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly customers: CustomerStore,
  ) {}

  onModuleInit(): void {
    this.directory.register(this);
  }

  async byEmail(tx: Tx, workspaceId: string, email: string): Promise<AddressedCustomer | null> {
    return addressed(await this.customers.byEmail(tx, workspaceId, email));
  }

  async byId(tx: Tx, workspaceId: string, customerId: string): Promise<AddressedCustomer | null> {
    return addressed(await this.customers.find(tx, workspaceId, customerId));
  }

  async has(tx: Tx, workspaceId: string, customerId: string): Promise<boolean> {
    return (await this.customers.find(tx, workspaceId, customerId)) !== null;
  }
}

function addressed(customer: Customer | null): AddressedCustomer | null {
  return customer?.email ? { id: customer.id, email: customer.email, locale: customer.locale } : null;
}
