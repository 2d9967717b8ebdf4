import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** A customer who can be written to. */
export interface AddressedCustomer {
  readonly id: string;
  readonly email: string;
  readonly locale: 'en' | 'zh-CN';
}

export interface CustomerSource {
  /** The customer with this address, compared without regard to case; null when there is none. */
  byEmail(tx: Tx, workspaceId: string, email: string): Promise<AddressedCustomer | null>;
  /** The customer with this id; null when there is none or no address is known. */
  byId(tx: Tx, workspaceId: string, customerId: string): Promise<AddressedCustomer | null>;
  /** Whether there is such a customer, with an address or without. */
  has(tx: Tx, workspaceId: string, customerId: string): Promise<boolean>;
}

/** Where the areas below find customers. Their table belongs to a module above it, which registers itself here at start. */
@Injectable()
export class CustomerDirectory implements CustomerSource {
  private source: CustomerSource | undefined;

  register(source: CustomerSource): void {
    this.source = source;
  }

  async byEmail(tx: Tx, workspaceId: string, email: string): Promise<AddressedCustomer | null> {
    return (await this.source?.byEmail(tx, workspaceId, email)) ?? null;
  }

  async byId(tx: Tx, workspaceId: string, customerId: string): Promise<AddressedCustomer | null> {
    return (await this.source?.byId(tx, workspaceId, customerId)) ?? null;
  }

  async has(tx: Tx, workspaceId: string, customerId: string): Promise<boolean> {
    return (await this.source?.has(tx, workspaceId, customerId)) ?? false;
  }
}
