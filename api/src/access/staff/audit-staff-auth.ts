import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';

/** Writes down what a person did with their own account. better-auth has committed by then, on a connection of its own. */
@Injectable()
export class AuditStaffAuth {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  async record(command: string, userId: string): Promise<void> {
    await this.database.global((tx) =>
      this.audit.recordGlobal(tx, { actor: { kind: 'member', id: userId }, command, subject: { kind: 'staff-account', id: userId } }),
    );
  }
}
