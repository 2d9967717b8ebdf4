import { Injectable } from '@nestjs/common';
import type { Customer } from '@perennial/contract/admin';
import { Entitlements } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { CustomerStore } from './customer.store.js';

/** A customer as a shop's own system names them: by its id, or by their e-mail address. */
export interface NamedCustomer {
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
}

/** Finds the customer a shop names, or adds them. Fills in what was not known yet of a known one, and overwrites nothing. */
@Injectable()
export class RecogniseCustomer {
  constructor(
    private readonly customers: CustomerStore,
    private readonly settings: WorkspaceSettings,
    private readonly entitlements: Entitlements,
    private readonly clock: Clock,
  ) {}

  /** @returns the customer's id */
  async run(tx: Tx, workspaceId: string, named: NamedCustomer): Promise<string> {
    const now = this.clock.now();
    const known = (await this.find(tx, workspaceId, named)) ?? (await this.added(tx, workspaceId, named, now));
    const { name = '', email = null, phone = null } = named;
    const filled = { name: known.name || name, email: known.email ?? email, phone: known.phone ?? phone };
    if (filled.name !== known.name || filled.email !== known.email || filled.phone !== known.phone) await this.customers.update(tx, workspaceId, known, filled, now);
    return known.id;
  }

  async find(tx: Tx, workspaceId: string, { externalId, email }: NamedCustomer): Promise<Customer | null> {
    if (externalId !== undefined) return this.customers.byExternalId(tx, workspaceId, externalId);
    return email === undefined ? null : this.customers.byEmail(tx, workspaceId, email);
  }

  /** Two calls at once add one customer: whom the shop has no id for is added under their address, as an import does. */
  private async added(tx: Tx, workspaceId: string, named: NamedCustomer, now: Date): Promise<Customer> {
    const { externalId, name = '', email = null, phone = null } = named;
    const { locale } = await this.settings.get(tx, workspaceId);
    const id = externalId ?? email;
    if (id === null) throw new Refusal('not-found');
    const [fresh] = await this.customers.add(tx, workspaceId, [{ externalId: id, name, email, phone, locale, timeZone: null }], now);
    if (fresh !== undefined) this.entitlements.keepWithin(tx, workspaceId, 'contacts');
    const added = await this.customers.byExternalId(tx, workspaceId, id);
    if (!added) throw new Refusal('conflict');
    return added;
  }
}
