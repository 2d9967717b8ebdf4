import { type Response } from 'express';
import type Stripe from 'stripe';
import { html } from './html.js';
import { sendPage } from './layout.js';
import { shownAmount, type Texts } from './texts.js';

/** A page that only says something. */
export function sendNotice(response: Response, texts: Texts, status: number, title: string, text: string): void {
  sendPage(response, { texts, title, status, body: html`<h1>${title}</h1><p>${text}</p>` });
}

/** What the bank or the wallet would ask the customer; here the answer is chosen. */
export function sendQuestion(response: Response, texts: Texts, intent: Stripe.PaymentIntent | Stripe.SetupIntent, type: string): void {
  const amount = intent.object === 'payment_intent' ? shownAmount(intent.amount, intent.currency, texts.lang) : null;
  const isCard = type === 'card';
  const title = texts.walletTitle[type] ?? texts.confirmTitle;
  const question = amount === null ? texts.confirmSetupText : isCard ? texts.confirmText(amount) : texts.walletText(amount);
  const body = html`<h1>${title}</h1><p>${question}</p><form method="post">
<button class="main" name="said" value="yes">${isCard ? texts.complete : texts.authorize}</button>
${isCard ? null : html`<button class="plain" name="said" value="later">${texts.decideLater}</button>`}
<button class="plain" name="said" value="no">${isCard ? texts.fail : texts.failPayment}</button></form>`;
  sendPage(response, { texts, title, body });
}

/** Where to transfer to; the checkout is complete, the money isn't there yet. */
export function sendTransferPage(response: Response, texts: Texts, intent: Stripe.PaymentIntent, goOnTo: string | null): void {
  const open = intent.next_action?.display_bank_transfer_instructions;
  const amount = shownAmount(open?.amount_remaining ?? intent.amount, intent.currency, texts.lang);
  const body = html`<h1>${texts.bankTitle}</h1><p>${texts.bankText(amount)}</p>
<p>${texts.reference}<br><span class="reference">${open?.reference ?? ''}</span></p>
${goOnTo === null ? null : html`<a class="quiet" href="${goOnTo}">${texts.goOn}</a>`}`;
  sendPage(response, { texts, title: texts.bankTitle, body });
}
