import type { TemplateName } from '../message.js';
import { emailVerification, invitation, passwordReset, portalSignIn } from './account.js';
import { noticeExpiry } from './notice-expiry.js';
import { paymentConfirm, paymentFailed, paymentSurplus } from './payments.js';
import { receipt } from './receipt.js';
import { reminder } from './reminder.js';
import type { TemplateSources } from './template.js';

/** The mails a workspace starts with. */
export const STARTER_TEMPLATES: Readonly<Record<TemplateName, TemplateSources>> = {
  reminder,
  'notice-expiry': noticeExpiry,
  receipt,
  'payment-failed': paymentFailed,
  'payment-confirm': paymentConfirm,
  'payment-surplus': paymentSurplus,
  'portal-sign-in': portalSignIn,
  invitation,
  'password-reset': passwordReset,
  'email-verification': emailVerification,
};
