import { Module } from '@nestjs/common';
import { AuditEntriesController } from './audit-entries.admin.controller.js';
import { ConsentStore } from './consent.store.js';
import { ConsentRecordsController } from './consent-records.admin.controller.js';
import { Consents } from './consents.js';
import { ListAuditEntries } from './list-audit-entries.js';
import { RecordConsent } from './record-consent.js';

/** What people agreed to, and who did what. */
@Module({
  controllers: [AuditEntriesController, ConsentRecordsController],
  providers: [Consents, ConsentStore, ListAuditEntries, RecordConsent],
  exports: [Consents, RecordConsent],
})
export class PrivacyModule {}
