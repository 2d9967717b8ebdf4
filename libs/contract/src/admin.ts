export { Amount, Currency, Day, Instant, listOf, listQuery, Locale } from './paging.js';
export { Problem } from './problem.js';
export { type RefusalCode, REFUSALS, refusalText, type RefusalText } from './refusals/index.js';
export { Basis, Because, Cycle, CycleList, CycleQuery, Rhythm, Sentence, SetExpectedDate } from './cycles.js';
export { Channel, CreateRule, Rule, RuleList, RuleQuery, RuleScope, UpdateRule } from './rules.js';
export { HeldBecause, PlanResult, Projection, Reminder, ReminderList, ReminderQuery, ReminderStatus, SkippedBecause } from './reminders.js';
export {
  AuditEntry,
  AuditEntryQuery,
  ConsentChannel,
  ConsentDecision,
  ConsentPurpose,
  ConsentRecord,
  ConsentRecordQuery,
  NewConsentRecord,
} from './consent.js';
export { Message, MessageDetail, MessagePurpose, MessageQuery, MessageStatus, ResolveMessage } from './messages.js';
export { AdvanceTestClock, Me, Role, roleReaches, ROLES, TestClock } from './access.js';
export { API_KEY_SCOPES, ApiKey, ApiKeyScope, CreateApiKey, CreatedApiKey } from './api-keys.js';
export { AcceptedInvitation, AcceptInvitation, ChangeMember, CreateInvitation, Invitation, LookUpInvitation, Member, OpenInvitation } from './members.js';
export { ChangeWorkspaceProfile, TimeZone, WorkspaceProfile } from './workspaces.js';
