export type { NewConsent } from './consent.js';
export { Consents } from './consents.js';
export { type ErasedPerson, type Eraser, Erasers, unmistakable } from './erasure/erasers.js';
export { IpHashes } from './ip-hashes.js';
export { MergeConsents } from './merge-consents.js';
export { PrivacyModule } from './privacy.module.js';
export { RecordConsent } from './record-consent.js';
export { RevokeConsents } from './erasure/revoke-consents.js';
export { Wordings } from './wordings.js';
