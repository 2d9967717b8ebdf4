import { type Route } from '../http/route.js';
import { type LaterSteps } from '../later.js';
import { type Includes } from '../world.js';
import { cashBalance } from './cash-balances/cash-account.js';
import { cashBalanceRoutes } from './cash-balances/routes.js';
import { chargeRoutes } from './charges/routes.js';
import { followIntent } from './checkout-sessions/follow-intent.js';
import { checkoutSessionRoutes } from './checkout-sessions/routes.js';
import { expireSession, findSession, lineItemsOf } from './checkout-sessions/session.js';
import { customerRoutes } from './customers/routes.js';
import { disputeRoutes } from './disputes/routes.js';
import { eventRoutes } from './events/routes.js';
import { settlePayment } from './payment-intents/confirm-payment.js';
import { findPaymentIntent } from './payment-intents/payment-intent.js';
import { paymentIntentRoutes } from './payment-intents/routes.js';
import { paymentMethodRoutes } from './payment-methods/routes.js';
import { failRefund, refundsOf, settleRefund } from './refunds/refund.js';
import { refundRoutes } from './refunds/routes.js';
import { setupIntentRoutes } from './setup-intents/routes.js';

/** Every call of the API the sandbox has. */
export const routes: readonly Route[] = [
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...checkoutSessionRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...cashBalanceRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...chargeRoutes,
  ...eventRoutes,
];

export const includes: Includes = {
  'charge.refunds': (world, id) => refundsOf(world, id),
  'customer.cash_balance': (world, id) => cashBalance(world, id),
  'checkout.session.line_items': (world, id) => lineItemsOf(world, id),
};

export const laterSteps: LaterSteps = {
  'expire-session': (world, id) => {
    const session = findSession(world, id);
    if (session.status === 'open') expireSession(world, session);
  },
  'settle-payment': (world, id) => followIntent(world, settlePayment(world, findPaymentIntent(world, id))),
  'settle-refund': settleRefund,
  'fail-refund': failRefund,
};
