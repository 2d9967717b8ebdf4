export { type Actor, type AuditEntry, AuditTrail, SYSTEM } from './audit-trail.js';
export { AuditModule } from './audit.module.js';
