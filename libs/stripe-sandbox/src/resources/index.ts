import { type Route } from '../http/route.js';
import { type LaterSteps } from '../later.js';
import { type Includes } from '../world.js';
import { chargeRoutes } from './charges/routes.js';
import { checkoutSessionRoutes } from './checkout-sessions/routes.js';
import { expireSession, findSession, lineItemsOf } from './checkout-sessions/session.js';
import { customerRoutes } from './customers/routes.js';
import { eventRoutes } from './events/routes.js';
import { paymentIntentRoutes } from './payment-intents/routes.js';
import { paymentMethodRoutes } from './payment-methods/routes.js';

/** Every call of the API the sandbox has. */
export const routes: readonly Route[] = [
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...checkoutSessionRoutes,
  ...paymentIntentRoutes,
  ...chargeRoutes,
  ...eventRoutes,
];

export const includes: Includes = {
  'checkout.session.line_items': (world, id) => lineItemsOf(world, id),
};

export const laterSteps: LaterSteps = {
  'expire-session': (world, id) => {
    const session = findSession(world, id);
    if (session.status === 'open') expireSession(world, session);
  },
};
