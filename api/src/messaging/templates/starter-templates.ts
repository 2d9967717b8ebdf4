import { createHash } from 'node:crypto';
import type { Channel, Locale, TemplateName } from '../message.js';
import { emailVerification, invitation, passwordReset, portalSignIn } from './account.js';
import { compileTemplate } from './compile-template.js';
import { noticeExpiry, noticeExpiryWords } from './notice-expiry.js';
import { paymentConfirm, paymentDeclinedLater, paymentFailed, paymentSurplus } from './payments.js';
import { receipt } from './receipt.js';
import { reminder, reminderFollowUp, reminderFollowUpWords, reminderWords } from './reminder.js';
import type { CompiledSource, TemplateSource, TemplateSources } from './template.js';
import { topUpAnnounced, topUpFailed, topUpReceipt } from './top-ups.js';

/** Which message, by which channel, in which language. */
export interface TemplateKey {
  readonly name: TemplateName;
  readonly channel: Exclude<Channel, 'webhook'>;
  readonly locale: Locale;
}

/** The messages a workspace starts with. Webhooks carry plain data and need no words. */
export const STARTER_TEMPLATES: Readonly<Record<TemplateName, { readonly email: TemplateSources; readonly sms?: TemplateSources }>> = {
  reminder: { email: reminder, sms: reminderWords },
  'reminder-follow-up': { email: reminderFollowUp, sms: reminderFollowUpWords },
  'notice-expiry': { email: noticeExpiry, sms: noticeExpiryWords },
  receipt: { email: receipt },
  'payment-failed': { email: paymentFailed },
  'payment-confirm': { email: paymentConfirm },
  'top-up-announced': { email: topUpAnnounced },
  'top-up-failed': { email: topUpFailed },
  'top-up-receipt': { email: topUpReceipt },
  'payment-declined-later': { email: paymentDeclinedLater },
  'payment-surplus': { email: paymentSurplus },
  'portal-sign-in': { email: portalSignIn },
  invitation: { email: invitation },
  'password-reset': { email: passwordReset },
  'email-verification': { email: emailVerification },
};

export const TEMPLATE_KEYS: readonly TemplateKey[] = Object.entries(STARTER_TEMPLATES).flatMap(([name, channels]) =>
  Object.keys(channels).flatMap((channel) => (['en', 'zh-CN'] as const).map((locale) => ({ name, channel, locale }) as TemplateKey)),
);

export function starterOf({ name, channel, locale }: TemplateKey): TemplateSource {
  const sources = STARTER_TEMPLATES[name][channel];
  if (!sources) throw new TypeError(`no words for ${name} by ${channel}`);
  return sources[locale];
}

/** A starter made ready, with what it is recognised by: two workspaces that never changed it share it. */
export interface Ready extends CompiledSource {
  readonly digest: string;
}

const ready = new Map<string, Promise<Ready>>();

export async function readyStarter(key: TemplateKey): Promise<Ready> {
  const id = idOf(key);
  let starter = ready.get(id);
  if (!starter) {
    starter = compileTemplate(starterOf(key), key.channel, key.locale).then((compiled) => ({ ...compiled, digest: digestOf(compiled, key.locale) }));
    ready.set(id, starter);
  }
  return starter;
}

export function digestOf({ subject, html, text }: CompiledSource, locale: Locale): string {
  return createHash('sha256').update(JSON.stringify([locale, subject, html, text])).digest('hex');
}

/** `reminder.email.zh-CN` */
export function idOf({ name, channel, locale }: TemplateKey): string {
  return `${name}.${channel}.${locale}`;
}
