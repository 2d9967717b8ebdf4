export { BillingModule } from './billing.module.js';
export { NameSeller } from './invoices/name-seller.js';
export { DEMO_ADD_ONS, DEMO_PLANS } from './plans/demo-plans.js';
export { PublishAddOn } from './plans/publish-add-on.js';
export { PublishPlan } from './plans/publish-plan.js';
export { type NewSubscription, SubscribeWorkspace } from './subscriptions/subscribe-workspace.js';
