import { type Response } from 'express';
import type Stripe from 'stripe';
import { html, type Html } from './html.js';
import { sendPage } from './layout.js';
import { shownAmount, type Texts } from './texts.js';

interface CheckoutView {
  readonly texts: Texts;
  readonly session: Stripe.Checkout.Session;
  readonly items: readonly Stripe.LineItem[];
  readonly email: string;
  readonly error: string | null;
}

/** The page on which the customer pays, or saves a card. */
export function sendCheckoutPage(response: Response, { texts, session, items, email, error }: CheckoutView): void {
  const amount = shownAmount(session.amount_total ?? 0, session.currency ?? 'usd', texts.lang);
  const isSetup = session.mode === 'setup';
  const title = isSetup ? texts.setupTitle : texts.pay(amount);
  const action = isSetup ? texts.saveCard : texts.pay(amount);
  const body = html`<h1>${title}</h1>
${isSetup ? null : itemTable(texts, items, amount)}
${error === null ? null : html`<p class="error" role="alert">${texts.problem(error)}</p>`}
<form method="post" autocomplete="off">
${methodChoice(texts, session.payment_method_types)}
<label>${texts.email}<input name="email" type="email" value="${email}"></label>
${session.payment_method_types.includes('card') ? cardFields(texts) : null}
${session.custom_text.submit === null ? null : html`<small>${session.custom_text.submit.message}</small>`}
<button class="main">${action}</button></form>
${session.cancel_url === null ? null : html`<a class="quiet" href="${session.cancel_url}">${texts.back}</a>`}`;
  sendPage(response, { texts, title, body, script: SCRIPT, status: error === null ? 200 : 402 });
}

function itemTable(texts: Texts, items: readonly Stripe.LineItem[], total: string): Html {
  const rows = items.map(
    (item) => html`<tr><td>${item.description ?? ''}${(item.quantity ?? 1) > 1 ? html` <small>× ${item.quantity ?? 1}</small>` : null}</td>
<td>${shownAmount(item.amount_total, item.currency, texts.lang)}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody><tfoot><tr><th scope="row">${texts.total}</th><th>${total}</th></tr></tfoot></table>`;
}

function methodChoice(texts: Texts, types: readonly string[]): Html {
  if (types.length === 1) return html`<input type="hidden" name="method" value="${types[0] ?? 'card'}">`;
  const choices = types.map(
    (type, index) =>
      html`<label><input type="radio" name="method" value="${type}"${index === 0 ? html` checked` : null}> ${texts.methods[type] ?? type}</label>`,
  );
  return html`<fieldset><legend>${texts.method}</legend>${choices}</fieldset>`;
}

function cardFields(texts: Texts): Html {
  const examples = [
    ['4242 4242 4242 4242', texts.cards.pays],
    ['4000 0000 0000 0002', texts.cards.declined],
    ['4000 0000 0000 9995', texts.cards.funds],
    ['4000 0000 0000 3220', texts.cards.confirm],
  ].map(([number = '', what = '']) => html`<li><button type="button" data-card="${number}">…${number.slice(-4)} ${what}</button></li>`);
  return html`<div class="card-only">
<label>${texts.cardNumber}<input name="number" inputmode="numeric" maxlength="23" placeholder="4242 4242 4242 4242"></label>
<div class="pair"><label>${texts.expiry}<input name="expiry" inputmode="numeric" maxlength="7" placeholder="12/40"></label>
<label>${texts.cvc}<input name="cvc" inputmode="numeric" maxlength="4" placeholder="123"></label></div>
<label>${texts.name}<input name="name"></label>
<small>${texts.testCards}</small><ul class="cards">${examples}</ul></div>`;
}

/** Fills the form with a test card; the page works without it. */
const SCRIPT = `
const field = (name) => document.querySelector('input[name=' + name + ']');
for (const chip of document.querySelectorAll('[data-card]')) chip.addEventListener('click', () => {
  field('number').value = chip.dataset.card;
  field('expiry').value = '12/' + String((new Date().getFullYear() + 5) % 100).padStart(2, '0');
  field('cvc').value = '123';
});`;
