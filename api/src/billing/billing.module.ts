import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { MessagingModule } from '../messaging/index.js';
import { PrivacyModule } from '../privacy/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { AuditLedger } from './balance/audit-ledger.js';
import { BalanceController } from './balance/balance.admin.controller.js';
import { BalanceOperationsController } from './balance/balance.operations.controller.js';
import { AutoTopUpStore } from './balance/auto-top-up.store.js';
import { BookSale } from './balance/book-sale.js';
import { CaptureReserve } from './balance/capture-reserve.js';
import { ExpireCredit } from './balance/expire-credit.js';
import { GrantCredit } from './balance/grant-credit.js';
import { LedgerAuditStore } from './balance/ledger-audit.store.js';
import { LedgerStore } from './balance/ledger.store.js';
import { PayForTopUp } from './balance/pay-for-top-up.js';
import { PayFromBalance } from './balance/pay-from-balance.js';
import { PlanTopUp } from './balance/plan-top-up.js';
import { PutOnBalance } from './balance/put-on-balance.js';
import { ReadBalance } from './balance/read-balance.js';
import { ReleaseReserve } from './balance/release-reserve.js';
import { ReserveBalance } from './balance/reserve-balance.js';
import { ReverseMovement } from './balance/reverse-movement.js';
import { SetAutoTopUp } from './balance/set-auto-top-up.js';
import { StartTopUp } from './balance/start-top-up.js';
import { TopUpAutomatically } from './balance/top-up-automatically.js';
import { TopUpStore } from './balance/top-up.store.js';
import { AttachInvoice } from './invoices/attach-invoice.js';
import { CreditNoteStore } from './invoices/credit-notes/credit-note.store.js';
import { CreditNotesController } from './invoices/credit-notes/credit-notes.admin.controller.js';
import { IssueCreditNote } from './invoices/credit-notes/issue-credit-note.js';
import { InvoiceNumbersOperationsController } from './invoices/invoice-numbers.operations.controller.js';
import { InvoiceStore } from './invoices/invoice.store.js';
import { InvoicesController } from './invoices/invoices.admin.controller.js';
import { IssueInvoice } from './invoices/issue-invoice.js';
import { NameSeller } from './invoices/name-seller.js';
import { PdfPrinter } from './invoices/pdf/pdf-printer.js';
import { PrintInvoice } from './invoices/print-invoice.js';
import { SellerOperationsController } from './invoices/seller.operations.controller.js';
import { SellerStore } from './invoices/seller.store.js';
import { SendReceipt } from './invoices/send-receipt.job.js';
import { CalendarFeedStore } from './notices/calendar/calendar-feed.store.js';
import { CreateCalendarFeed, RevokeCalendarFeed } from './notices/calendar/calendar-feeds.js';
import { CalendarFeedsController } from './notices/calendar/calendar-feeds.admin.controller.js';
import { CalendarController } from './notices/calendar/calendar.public.controller.js';
import { WriteCalendar } from './notices/calendar/write-calendar.js';
import { ChooseNotices } from './notices/choose-notices.js';
import { NameContacts } from './notices/name-contacts.js';
import { NoticesController } from './notices/notices.admin.controller.js';
import { PlanNotices } from './notices/plan-notices.js';
import { PrintPaper } from './invoices/print-paper.js';
import { PrintedPaperStore } from './invoices/printed-paper.store.js';
import { BillingDay } from './notices/billing-day.job.js';
import { BillingDays } from './notices/billing-days.sweep.js';
import { GiveNotices } from './notices/give-notices.js';
import { NoticeStore } from './notices/notice.store.js';
import { ScheduleBilling } from './notices/schedule-billing.js';
import { ApplyStripeEvent } from './payments/inbox/apply-stripe-event.job.js';
import { AutoRenewalController } from './payments/auto-renewal/auto-renewal.admin.controller.js';
import { AutoRenewalStore } from './payments/auto-renewal/auto-renewal.store.js';
import { PlanDebit } from './payments/auto-renewal/plan-debit.js';
import { RenewAutomatically } from './payments/auto-renewal/renew-automatically.js';
import { SetAutoRenewal } from './payments/auto-renewal/set-auto-renewal.js';
import { CancelPayment } from './payments/cancel-payment.js';
import { CardSetupStore } from './payments/cards/card-setup.store.js';
import { CardsController } from './payments/cards/cards.admin.controller.js';
import { ChooseCard } from './payments/cards/choose-card.js';
import { DetachCard } from './payments/cards/detach-card.job.js';
import { PaymentConsents } from './payments/cards/payment-consents.js';
import { RemoveCard } from './payments/cards/remove-card.js';
import { SaveCard } from './payments/cards/save-card.js';
import { SavedCardStore } from './payments/cards/saved-card.store.js';
import { SettleCardSetup } from './payments/cards/settle-card-setup.js';
import { StartCardSetup } from './payments/cards/start-card-setup.js';
import { CloseStrays } from './payments/close-strays.job.js';
import { ConfirmQuote } from './payments/confirm-quote.js';
import { ConfirmPayment } from './payments/confirmation/confirm-payment.js';
import { ConfirmPaymentController } from './payments/confirmation/confirm-payment.public.controller.js';
import { ConfirmationLinks } from './payments/confirmation/confirmation-links.js';
import { DisputeEvents } from './payments/disputes/dispute-events.js';
import { DisputeStore } from './payments/disputes/dispute.store.js';
import { DisputesOperationsController } from './payments/disputes/disputes.operations.controller.js';
import { FulfilPayment } from './payments/fulfil-payment.js';
import { CardEvents } from './payments/inbox/card-events.js';
import { ParkedEvents } from './payments/inbox/parked-events.sweep.js';
import { PaymentEvents } from './payments/inbox/payment-events.js';
import { ReplayStripeEvent } from './payments/inbox/replay-stripe-event.js';
import { StripeEventHandlers } from './payments/inbox/stripe-event-handlers.js';
import { StripeEventsOperationsController } from './payments/inbox/stripe-events.operations.controller.js';
import { LastLook } from './payments/last-look.js';
import { PayForQuote } from './payments/pay-for-quote.js';
import { PayablePurposes } from './payments/payable.js';
import { PaymentAttemptStore } from './payments/payment-attempt.store.js';
import { PaymentsController } from './payments/payments.admin.controller.js';
import { CardDebits } from './payments/provider/card-debits.js';
import { CheckoutSessions } from './payments/provider/checkout-sessions.js';
import { ProviderPace } from './payments/provider/provider-pace.js';
import { ProviderPayments } from './payments/provider/provider-payments.js';
import { ProviderRequests } from './payments/provider/provider-requests.js';
import { StripeClient } from './payments/provider/stripe.js';
import { StripeCustomers } from './payments/provider/stripe-customers.js';
import { ReceiveStripeEvent } from './payments/inbox/receive-stripe-event.js';
import { NightlyReconcile } from './payments/reconcile/nightly-reconcile.sweep.js';
import { ProviderBookingStore } from './payments/reconcile/provider-booking.store.js';
import { ReconcileOperationsController } from './payments/reconcile/reconcile.operations.controller.js';
import { ReconcilePayments } from './payments/reconcile/reconcile-payments.job.js';
import { ReconcileStore } from './payments/reconcile/reconcile.store.js';
import { SettlePayment } from './payments/settle-payment.js';
import { StartCheckout } from './payments/start-checkout.js';
import { StripeEventStore } from './payments/inbox/stripe-event.store.js';
import { StripeWebhookController } from './payments/inbox/stripe.webhook.controller.js';
import { TellPayer } from './payments/tell-payer.js';
import { AddOnStore } from './plans/add-on.store.js';
import { AddOnsController } from './plans/add-ons.admin.controller.js';
import { AddOnsOperationsController } from './plans/add-ons.operations.controller.js';
import { CouponStore } from './plans/coupon.store.js';
import { CouponsOperationsController } from './plans/coupons.operations.controller.js';
import { MakeCoupon } from './plans/make-coupon.js';
import { PlanStore } from './plans/plan.store.js';
import { PlansController } from './plans/plans.admin.controller.js';
import { PlansOperationsController } from './plans/plans.operations.controller.js';
import { PublishAddOn } from './plans/publish-add-on.js';
import { PublishPlan } from './plans/publish-plan.js';
import { CarryOutQuote } from './quotes/carry-out-quote.js';
import { ChangeSoldTime } from './quotes/change-sold-time.js';
import { CheckQuote } from './quotes/check-quote.js';
import { FindAddOns } from './quotes/find-add-ons.js';
import { MakeQuote } from './quotes/make-quote.js';
import { OfferAddOns } from './quotes/offer-add-ons.js';
import { OfferRenewal } from './quotes/offer-renewal.js';
import { OfferUpgrade } from './quotes/offer-upgrade.js';
import { PriceOffer } from './quotes/price-offer.js';
import { QuoteStore } from './quotes/quote.store.js';
import { QuotesController } from './quotes/quotes.admin.controller.js';
import { ApproveRefund } from './refunds/approve-refund.js';
import { BookRefund } from './refunds/book-refund.js';
import { DeclineRefund } from './refunds/decline-refund.js';
import { PublishRefundPolicy } from './refunds/publish-refund-policy.js';
import { PutRefundOnBalance } from './refunds/put-refund-on-balance.js';
import { RefundEvents } from './refunds/refund-events.js';
import { RefundPayoutStore } from './refunds/refund-payout.store.js';
import { RefundPolicyStore } from './refunds/refund-policy.store.js';
import { RefundStore } from './refunds/refund.store.js';
import { RefundsController } from './refunds/refunds.admin.controller.js';
import { RefundsOperationsController } from './refunds/refunds.operations.controller.js';
import { RequestRefund } from './refunds/request-refund.js';
import { SendRefund } from './refunds/send-refund.job.js';
import { WeighRefund } from './refunds/weigh-refund.js';
import { SellTime } from './quotes/sell-time.js';
import { TakeFreeQuote } from './quotes/take-free-quote.js';
import { BillingProfileController } from './subscriptions/billing-profile.admin.controller.js';
import { TaxOperationsController } from './subscriptions/tax.operations.controller.js';
import { BillingPartyStore } from './subscriptions/billing-party.store.js';
import { CancelAtEnd } from './subscriptions/cancel-at-end.js';
import { ChangeAtEnd } from './subscriptions/change-at-end.js';
import { EndAtOnce } from './subscriptions/end-at-once.js';
import { GrantDays } from './subscriptions/grant-days.js';
import { GrantStore } from './subscriptions/grant.store.js';
import { HoldBack } from './subscriptions/hold-back.js';
import { KeepSubscription } from './subscriptions/keep-subscription.js';
import { LiftOverlay } from './subscriptions/lift-overlay.js';
import { MarkPastDue } from './subscriptions/mark-past-due.js';
import { OverlayStore } from './subscriptions/overlay.store.js';
import { PendingChangeStore } from './subscriptions/pending-change.store.js';
import { NamePayer } from './subscriptions/name-payer.js';
import { PeriodStore } from './subscriptions/period.store.js';
import { PeriodsToCome } from './subscriptions/periods-to-come.js';
import { DunningOperationsController } from './subscriptions/dunning.operations.controller.js';
import { ReadDunningQueue } from './subscriptions/read-dunning-queue.js';
import { ReadBillingStatus } from './subscriptions/read-billing-status.js';
import { ReadUsage } from './subscriptions/read-usage.js';
import { ReinstateSubscription } from './subscriptions/reinstate-subscription.js';
import { ResumeSubscription } from './subscriptions/resume-subscription.js';
import { ServeEntitlements } from './subscriptions/serve-entitlements.js';
import { SetTax } from './subscriptions/set-tax.js';
import { StartTrial } from './subscriptions/start-trial.js';
import { SubscribeWorkspace } from './subscriptions/subscribe-workspace.js';
import { SubscriberStore } from './subscriptions/subscriber.store.js';
import { SubscribersOperationsController } from './subscriptions/subscribers.operations.controller.js';
import { SubscriptionStore } from './subscriptions/subscription.store.js';
import { SubscriptionsController } from './subscriptions/subscriptions.admin.controller.js';
import { SubscriptionsOperationsController } from './subscriptions/subscriptions.operations.controller.js';
import { TakeBackTime } from './subscriptions/take-back-time.js';

const STORES = [
  PlanStore, AddOnStore, CouponStore, SubscriptionStore, PeriodStore, GrantStore, OverlayStore, PendingChangeStore, SubscriberStore, BillingPartyStore, QuoteStore,
  PaymentAttemptStore, StripeEventStore, InvoiceStore, SellerStore, NoticeStore, SavedCardStore, CardSetupStore, AutoRenewalStore,
];
const LEDGER = [
  LedgerStore, LedgerAuditStore, TopUpStore, GrantCredit, ExpireCredit, ReserveBalance, CaptureReserve, ReleaseReserve, ReverseMovement, PutOnBalance,
  BookSale, PayFromBalance, PayForTopUp, StartTopUp, ReadBalance, AuditLedger,
  AutoTopUpStore, PlanTopUp, SetAutoTopUp, TopUpAutomatically,
];
const NOTICES = [CalendarFeedStore, CreateCalendarFeed, RevokeCalendarFeed, WriteCalendar, ChooseNotices, NameContacts, PlanNotices, ReadDunningQueue];
const PAPERS = [PrintedPaperStore, PrintPaper, PdfPrinter];
const REFUNDS = [
  RefundStore, RefundPayoutStore, RefundPolicyStore, CreditNoteStore, IssueCreditNote, WeighRefund, RequestRefund, ApproveRefund, DeclineRefund,
  BookRefund, PutRefundOnBalance, PublishRefundPolicy, SendRefund, RefundEvents,
];
const PLAN_LIFE = [
  KeepSubscription, SubscribeWorkspace, StartTrial, CancelAtEnd, ResumeSubscription, EndAtOnce, ReinstateSubscription, ChangeAtEnd, GrantDays, HoldBack,
  LiftOverlay, MarkPastDue, TakeBackTime, NamePayer, SetTax, PeriodsToCome, ServeEntitlements, ReadBillingStatus, ReadUsage,
];
const QUOTES = [MakeQuote, OfferRenewal, OfferUpgrade, OfferAddOns, FindAddOns, PriceOffer, CheckQuote, CarryOutQuote, SellTime, ChangeSoldTime, TakeFreeQuote];
const COMMANDS = [
  PublishPlan, PublishAddOn, MakeCoupon, NameSeller, ConfirmQuote, StartCheckout, SettlePayment, CancelPayment, FulfilPayment, PayForQuote,
  IssueInvoice, PrintInvoice, AttachInvoice, GiveNotices, ScheduleBilling, ReceiveStripeEvent,
];
const JOBS = [ApplyStripeEvent, SendReceipt, BillingDay, BillingDays, DetachCard, CloseStrays];

/** What stands between us and the payment provider. */
const PROVIDER = [StripeClient, ProviderPace, ProviderRequests, StripeCustomers, CheckoutSessions, CardDebits, ProviderPayments];
const PAYMENTS = [
  PayablePurposes, LastLook, TellPayer, PaymentConsents, SaveCard, StartCardSetup, SettleCardSetup, ChooseCard, RemoveCard, PlanDebit, RenewAutomatically,
  SetAutoRenewal, ConfirmationLinks, ConfirmPayment,
];
/** What the provider tells, and what is compared with it. */
const INBOX = [
  StripeEventHandlers, PaymentEvents, CardEvents, DisputeEvents, ReplayStripeEvent, ParkedEvents, DisputeStore, ProviderBookingStore, ReconcileStore,
  ReconcilePayments, NightlyReconcile,
];

/** A workspace's own plan: what it runs until, how it is renewed, paid and put on paper. */
@Module({
  imports: [AccessModule, WorkspacesModule, MessagingModule, PrivacyModule],
  controllers: [
    PlansController, PlansOperationsController, AddOnsController, AddOnsOperationsController, CouponsOperationsController, SubscriptionsController,
    SubscriptionsOperationsController, BillingProfileController, TaxOperationsController, SubscribersOperationsController, QuotesController, PaymentsController,
    CardsController, AutoRenewalController, ConfirmPaymentController, StripeWebhookController, InvoicesController, SellerOperationsController,
    BalanceController, BalanceOperationsController, RefundsController, RefundsOperationsController, CreditNotesController,
    StripeEventsOperationsController, ReconcileOperationsController, DisputesOperationsController,
    NoticesController, CalendarFeedsController, CalendarController, InvoiceNumbersOperationsController, DunningOperationsController,
  ],
  providers: [...STORES, ...PLAN_LIFE, ...QUOTES, ...LEDGER, ...REFUNDS, ...COMMANDS, ...JOBS, ...PROVIDER, ...PAYMENTS, ...INBOX, ...NOTICES, ...PAPERS],
  exports: [PublishPlan, PublishAddOn, NameSeller, SubscribeWorkspace],
})
export class BillingModule {}
