import { Module } from '@nestjs/common';
import { AddWording } from './add-wording.js';
import { AuditEntriesController } from './audit-entries.admin.controller.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { ConsentProofController } from './consent-proof.admin.controller.js';
import { ConsentStore } from './consent.store.js';
import { ConsentRecordsController } from './consent-records.admin.controller.js';
import { Consents } from './consents.js';
import { ConsentWordingsController } from './consent-wordings.admin.controller.js';
import { Erasers } from './erasure/erasers.js';
import { RevokeConsents } from './erasure/revoke-consents.js';
import { ExportConsentProof } from './export-consent-proof.js';
import { IpHashes } from './ip-hashes.js';
import { ListAuditEntries } from './list-audit-entries.js';
import { MergeConsents } from './merge-consents.js';
import { RecordConsent } from './record-consent.js';
import { ForgetWhatIsOver } from './retention/forget-what-is-over.sweep.js';
import { VerifyConsentChain } from './verify-consent-chain.js';
import { WordingStore } from './wording.store.js';
import { Wordings } from './wordings.js';

/** What people agreed to, and who did what. */
@Module({
  controllers: [AuditEntriesController, ConsentRecordsController, ConsentProofController, ConsentWordingsController],
  providers: [AddWording, ConsentChainStore, Consents, ConsentStore, Erasers, ExportConsentProof, ForgetWhatIsOver, IpHashes, ListAuditEntries, MergeConsents, RecordConsent, RevokeConsents, VerifyConsentChain, Wordings, WordingStore],
  exports: [Consents, Erasers, IpHashes, MergeConsents, RecordConsent, RevokeConsents, Wordings],
})
export class PrivacyModule {}
