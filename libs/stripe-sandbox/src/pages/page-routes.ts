import { type Request, type Response, Router, urlencoded } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import { StripeProblem } from '../http/stripe-problem.js';
import { idOf } from '../ids.js';
import { followIntent } from '../resources/checkout-sessions/follow-intent.js';
import { lineItemsOf, sessionOf } from '../resources/checkout-sessions/session.js';
import { submitSession } from '../resources/checkout-sessions/submit-session.js';
import { answerAction, type Said } from '../resources/payment-intents/confirm-payment.js';
import { readCard } from '../resources/payment-methods/card-form.js';
import { createCardMethod, createWalletMethod, type WalletType } from '../resources/payment-methods/payment-method.js';
import { answerSetupAction } from '../resources/setup-intents/confirm-setup.js';
import { type World } from '../world.js';
import { sendCheckoutPage } from './checkout-page.js';
import { sendNotice, sendQuestion, sendTransferPage } from './plain-pages.js';
import { type Texts, textsFor } from './texts.js';

type Session = Stripe.Checkout.Session;
type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

const CheckoutForm = z.object({
  method: z.string().default('card'),
  email: z.string().default(''),
  name: z.string().default(''),
  number: z.string().default(''),
  expiry: z.string().default(''),
  cvc: z.string().default(''),
});

/** The pages customers see: checkout, the bank's question, the wallet, the transfer's reference. */
export function pages(world: World, catchUp: () => void): Router {
  const router = Router();
  router.use(urlencoded({ extended: false, limit: '10kb' }));

  router.get('/c/pay/:id', (request, response) => {
    catchUp();
    const session = world.state.get('checkout.session', request.params.id);
    showSession(world, request, response, session, null);
  });

  router.post('/c/pay/:id', (request, response) => {
    catchUp();
    const session = world.state.get('checkout.session', request.params.id);
    if (session?.status !== 'open') {
      showSession(world, request, response, session, null);
      return;
    }
    const texts = textsFor(session.locale, request.header('accept-language'));
    const error = world.state.transact(() => submit(world, session, CheckoutForm.parse(request.body ?? {}), texts));
    catchUp();
    showSession(world, request, response, world.state.get('checkout.session', session.id), error);
  });

  router.get('/confirm/:id', (request, response) => {
    catchUp();
    const intent = intentOf(world, request.params.id);
    const texts = textsFor(intent && sessionOf(world, intent.id)?.locale, request.header('accept-language'));
    const method = intent && world.state.get('payment_method', idOf(intent.payment_method) ?? '');
    if (intent?.status !== 'requires_action' || method === undefined) sendNotice(response, texts, 404, texts.unknownTitle, texts.unknownText);
    else sendQuestion(response, texts, intent, method.type);
  });

  router.post('/confirm/:id', (request, response) => {
    catchUp();
    const before = intentOf(world, request.params.id);
    const texts = textsFor(before && sessionOf(world, before.id)?.locale, request.header('accept-language'));
    if (before?.status !== 'requires_action') {
      sendNotice(response, texts, 404, texts.unknownTitle, texts.unknownText);
      return;
    }
    const { said } = request.body as { said?: unknown };
    const intent = world.state.transact(() => answer(world, before, said === 'yes' || said === 'later' ? said : 'no'));
    catchUp();
    const returnTo = returnUrlOf(before, intent);
    if (returnTo === null) sendNotice(response, texts, 200, texts.doneTitle, texts.doneText);
    else response.redirect(303, returnTo);
  });

  router.get('/transfer/:id', (request, response) => {
    catchUp();
    const intent = world.state.get('payment_intent', request.params.id);
    const texts = textsFor(intent && sessionOf(world, intent.id)?.locale, request.header('accept-language'));
    if (intent?.next_action?.type !== 'display_bank_transfer_instructions') sendNotice(response, texts, 404, texts.unknownTitle, texts.unknownText);
    else sendTransferPage(response, texts, intent, null);
  });

  return router;
}

/** What a visitor of a checkout sees now: the form, the next step, or that it is over. */
function showSession(world: World, request: Request, response: Response, session: Session | undefined, error: string | null): void {
  const texts = textsFor(session?.locale, request.header('accept-language'));
  if (session === undefined) return sendNotice(response, texts, 404, texts.unknownTitle, texts.unknownText);
  if (session.status === 'expired') return sendNotice(response, texts, 410, texts.expiredTitle, texts.expiredText);
  const intent = intentOf(world, idOf(session.payment_intent) ?? idOf(session.setup_intent) ?? '');
  if (session.status === 'complete') {
    const waits = intent?.object === 'payment_intent' && intent.next_action?.type === 'display_bank_transfer_instructions';
    if (waits) return sendTransferPage(response, texts, intent, successUrl(session));
    return response.redirect(303, successUrl(session));
  }
  if (intent?.status === 'requires_action') return response.redirect(303, `/confirm/${intent.id}`);
  const customer = world.state.get('customer', idOf(session.customer) ?? '');
  sendCheckoutPage(response, {
    texts,
    session,
    items: lineItemsOf(world, session.id).data,
    email: customer?.email ?? session.customer_email ?? '',
    error: error ?? lastError(intent),
  });
}

/** Tries the payment with what was typed; answers what is wrong with it, or null. */
function submit(world: World, session: Session, form: z.infer<typeof CheckoutForm>, texts: Texts): string | null {
  try {
    const method = session.payment_method_types.includes(form.method) ? form.method : 'card';
    const typed = { email: form.email === '' ? null : form.email, name: form.name === '' ? null : form.name };
    if (method !== 'card') {
      submitSession(world, session, { method: createWalletMethod(world, method as WalletType), ...typed });
      return null;
    }
    const [, month, year] = /^\s*(\d{1,2})\s*\/\s*(\d{2}|\d{4})\s*$/.exec(form.expiry) ?? [];
    if (month === undefined || year === undefined) return texts.expiryWrong;
    const card = readCard(world, { number: form.number, exp_month: Number(month), exp_year: Number(year), cvc: form.cvc });
    submitSession(world, session, { method: createCardMethod(world, card, typed), ...typed });
    return null;
  } catch (error) {
    if (error instanceof StripeProblem) return error.message;
    throw error;
  }
}

function answer(world: World, intent: Intent, said: Said): Intent {
  const after = intent.object === 'payment_intent' ? answerAction(world, intent, said) : answerSetupAction(world, intent, said === 'yes' ? 'yes' : 'no');
  followIntent(world, after);
  return after;
}

function intentOf(world: World, id: string): Intent | undefined {
  return world.state.get('payment_intent', id) ?? world.state.get('setup_intent', id);
}

function lastError(intent: Intent | undefined): string | null {
  const error = intent?.object === 'payment_intent' ? intent.last_payment_error : intent?.last_setup_error;
  return error?.message ?? null;
}

function successUrl(session: Session): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

/** Where the customer goes after answering, with what Stripe adds so that the page there knows which payment it was. */
function returnUrlOf(before: Intent, after: Intent): string | null {
  const action = before.next_action;
  const wallet = before.object === 'payment_intent' ? before.next_action?.alipay_handle_redirect?.return_url : undefined;
  const target = action?.redirect_to_url?.return_url ?? wallet ?? null;
  if (target === null) return null;
  const url = new URL(target);
  url.searchParams.set(after.object, after.id);
  url.searchParams.set(`${after.object}_client_secret`, after.client_secret ?? '');
  url.searchParams.set('redirect_status', after.status === 'succeeded' ? 'succeeded' : after.status === 'processing' ? 'pending' : 'failed');
  return url.href;
}
