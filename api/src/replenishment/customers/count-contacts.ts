import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Entitlements } from '../../access/index.js';

/** Every customer on file is a contact of the plan; who was erased is none. */
@Injectable()
export class CountContacts implements OnModuleInit {
  constructor(private readonly entitlements: Entitlements) {}

  onModuleInit(): void {
    this.entitlements.measure('contacts', async (tx, workspaceId) => {
      const [row] = await tx.query<{ contacts: number }[]>('SELECT count(*) AS contacts FROM customers WHERE workspace_id = $1 AND erased_at IS NULL', [workspaceId]);
      return row?.contacts ?? 0;
    });
  }
}
