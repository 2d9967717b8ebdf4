import type { z } from 'zod';
import type { TEMPLATE_VARIABLES } from './template-variables.js';

export type Purpose = 'reminder' | 'notice' | 'receipt' | 'sign-in' | 'invitation';
export type Locale = 'en' | 'zh-CN';
export type Channel = 'email' | 'sms' | 'webhook';
export type TemplateName = keyof typeof TEMPLATE_VARIABLES;
export type Variables<T extends TemplateName> = z.infer<(typeof TEMPLATE_VARIABLES)[T]>;

/** A message as its sender describes it. The row it becomes is the outbox: the mail leaves after the commit. */
export interface NewMessage<T extends TemplateName = TemplateName> {
  readonly workspaceId: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  /** The customer of the workspace it goes to; null for the workspace's own people. */
  readonly customerId: string | null;
  /** One address, without a name. */
  readonly to: string;
  readonly locale: Locale;
  readonly template: T;
  readonly variables: Variables<T>;
  /** What makes this message the same message: a second one with this key is not queued. */
  readonly dedupeKey: string;
}

/** A message in the hands of a run, about to leave. */
export interface MessageAtTheDoor {
  readonly id: string;
  readonly workspaceId: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly customerId: string | null;
  readonly to: string;
  readonly locale: Locale;
  readonly template: TemplateName;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** How a message ended. */
export type MessageOutcome =
  | { readonly status: 'sent'; readonly at: Date }
  | { readonly status: 'skipped'; readonly because: string }
  | { readonly status: 'failed'; readonly because: string };

export interface EndedMessage {
  readonly message: Pick<MessageAtTheDoor, 'id' | 'purpose'>;
  readonly outcome: MessageOutcome;
}

/** Reminders are marketing: they need consent, and a way to stop them in every one. */
export function isReminder(template: TemplateName): template is 'reminder' | 'reminder-follow-up' {
  return template === 'reminder' || template === 'reminder-follow-up';
}
