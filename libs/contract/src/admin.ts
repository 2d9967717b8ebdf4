export { Amount, Currency, Day, Instant, listOf, listQuery, Locale } from './paging.js';
export { Problem } from './problem.js';
export { type RefusalCode, REFUSALS, refusalText, type RefusalText } from './refusals/index.js';
export { Basis, Because, Cycle, CycleList, CycleQuery, EveryNWeeks, LessOften, Rhythm, Sentence, SetExpectedDate } from './cycles.js';
export {
  Backtest, BacktestCases, BacktestMethod, BacktestNight, BacktestProduct, BacktestProductList, BacktestProductQuery, BacktestScore, BacktestWindow,
} from './backtests.js';
export { Channel, CreateRule, Offer, ReminderTemplate, Rule, RuleAudience, RuleList, RulePilot, RuleQuery, RuleScope, RuleTiming, RuleVersion, RuleVersions, Tag, UpdateRule } from './rules.js';
export { AlreadyOrdered, AlreadyOrderedList, KeepAlreadyOrdered } from './already-ordered.js';
export { RuleSimulation, RuleSimulationResult, SimulateRule } from './rule-simulations.js';
export { ChangeReminderSettings, FrequencyCap, FrequencyCaps, ReminderSettings } from './reminder-settings.js';
export {
  HeldBecause,
  PlanResult,
  ProjectedReminder,
  ProjectedReminderQuery,
  ProjectedReminders,
  Projection,
  Reminder,
  ReminderDay,
  ReminderDays,
  ReminderDaysQuery,
  ReminderList,
  ReminderQuery,
  ReminderStatus,
  SkippedBecause,
} from './reminders.js';
export { Arm, Attribution, AttributionBasis, AttributionList, AttributionQuery } from './attributions.js';
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
export { ConsentChainHead, ConsentProof, ConsentProofQuery, ConsentProofRecord, ConsentVerification } from './consent-proof.js';
export { ConsentSnippetQuery, ConsentWording, ConsentWordingList, ConsentWordingQuery, NewConsentWording } from './consent-wordings.js';
export { OptIn, TakenOptIn } from './opt-ins.js';
export { ImportedSuppressions, NewSuppression, ReleaseSuppression, Suppression, SuppressionQuery } from './suppressions.js';
export { ReminderRun, ReminderRunQuery } from './reminder-run.js';
export { PauseSending, SendingPace, SendingState, ServiceSending } from './sending.js';
export { DeliveryState, Message, MessageDetail, MessagePurpose, MessageQuery, MessageStatus, ResolveMessage } from './messages.js';
export { ChangeMailSender, MailSender } from './mail-sender.js';
export { ReplyMailbox, SetReplyMailbox } from './reply-mailbox.js';
export { ChangeMessageChannels, MessageChannels } from './message-channels.js';
export { FollowUpTask, FollowUpTaskList, FollowUpTaskQuery } from './follow-up-tasks.js';
export { ReadStaffNotices, StaffNotice, StaffNoticeList, StaffNoticeQuery } from './staff-notices.js';
export {
  PreviewTemplate,
  PublishedTemplate,
  Template,
  TemplateDetail,
  TemplateFault,
  TemplateList,
  TemplatePreview,
  TemplateQuery,
  TemplateSource,
  TemplateVersionList,
} from './templates.js';
export { AdvanceTestClock, Me, Role, roleReaches, ROLES, TestClock } from './access.js';
export { API_KEY_SCOPES, ApiKey, ApiKeyList, ApiKeyQuery, ApiKeyScope, CreateApiKey, CreatedApiKey } from './api-keys.js';
export {
  AcceptedInvitation,
  AcceptInvitation,
  ChangeMember,
  CreateInvitation,
  Invitation,
  InvitationList,
  InvitationQuery,
  LookUpInvitation,
  Member,
  MemberList,
  MemberQuery,
  OpenInvitation,
} from './members.js';
export { ChangeWorkspaceProfile, TimeZone, WorkspaceProfile } from './workspaces.js';
export {
  AddOn, AddOnQuantity, BillingInterval, BillingStatus, BothLanguages, ChangeAtEnd, EarlyRenewal, EndAtOnce, Grant, GrantDays, HoldBack, Plan, PlanLimit, PlanLimits, Price, PublishAddOn, PublishPlan, Seller, ServiceState, StartTrial, Subscriber, Usage,
} from './billing.js';
export { ConfirmQuote, Coupon, CouponInUse, MakeQuote, Quote, QuoteLine, QuotePurpose, TaxMode } from './billing-quotes.js';
export {
  AgreedWording,
  AutoRenewal,
  CardSetup,
  PaymentConsentPurpose,
  PaymentWording,
  PaymentWordings,
  SavedCard,
  SavedCards,
} from './billing-cards.js';
export {
  PaymentDispute,
  PaymentDisputeQuery,
  PaymentDisputes,
  ReconcileFinding,
  ReconcileQuery,
  ReconcileReport,
  ReconcileRun,
  StartReconcile,
  StripeEventDetail,
  StripeEventQuery,
  StripeEventRow,
  StripeEventRows,
} from './billing-operations.js';
export { Payment, PaymentMethodKind, PaymentPurpose, PaymentStatus } from './billing-payments.js';
export {
  AutoTopUp, Balance, BalanceLot, BalanceMovement, BalanceMovementQuery, BalanceMovements, GrantCredit, GrantedCredit, LedgerAudit, ReversedMovement, ReverseMovement, SetAutoTopUp, TopUp,
} from './billing-balance.js';
export {
  ApproveRefund, CreditNote, CreditNoteQuery, CreditNotes, DeclineRefund, PublishRefundPolicy, Refund, RefundClause, RefundPayout, RefundPolicy, RefundQuery, Refunds,
  RefundStatus, RefundsToDecide, RefundToDecide, RefundToDecideQuery, RequestRefund,
} from './billing-refunds.js';
export {
  BillingContact, BillingContacts, CalendarFeed, CalendarFeeds, CreateCalendarFeed, CreatedCalendarFeed, Notice, NoticeQuery, Notices, NoticeSettings, ReadNotices,
} from './billing-notices.js';
export { BillingProfile, NamePayer, TaxTreatment } from './billing-profile.js';
export { DunningEntry, DunningQuery, DunningQueue, InvoiceGapReport, InvoiceSeries } from './billing-operations.js';
export { Invoice, InvoiceQuery, Invoices } from './billing-invoices.js';
export {
  BackupCodes,
  ChangePassword,
  ChangeProfile,
  ConfirmPassword,
  CurrentSession,
  RequestPasswordReset,
  ResetPassword,
  RevokeSession,
  SecondFactorCode,
  SignIn,
  SignInAnswer,
  StaffSession,
  TwoFactorEnrolment,
} from './staff-auth.js';
export {
  CreateCustomer,
  Customer,
  CustomerDetail,
  CustomerList,
  CustomerQuery,
  DuplicateGroup,
  DuplicateGroupList,
  DuplicateQuery,
  Erasure,
  MergeCustomer,
  UpdateCustomer,
} from './customers.js';
export {
  CreateProduct,
  ImportedStock,
  isRange,
  Product,
  ProductKind,
  ProductList,
  ProductQuery,
  SetStock,
  StockLevel,
  StockResult,
  UpdateProduct,
} from './products.js';
export { BookedPurchase, BookPurchase, Purchase, PurchaseLine, PurchaseList, PurchaseQuery, ReturnPurchase } from './purchases.js';
export {
  DateOrder,
  Import,
  ImportError,
  ImportErrorList,
  ImportErrorQuery,
  ImportFault,
  ImportField,
  ImportList,
  ImportMapping,
  ImportPreview,
  ImportQuery,
  ImportResult,
  ImportStatus,
  PreviewImport,
  StartImport,
  UploadImport,
  UndoneImport,
} from './imports.js';
export { importFaultText } from './import-faults.js';
export {
  ConnectedShop,
  ConnectShop,
  RotateShopSecret,
  Shop,
  ShopDelivery,
  ShopDeliveryList,
  ShopDeliveryQuery,
  ShopKind,
  ShopList,
  ShopQuery,
  StandardShopEvent,
} from './shops.js';
