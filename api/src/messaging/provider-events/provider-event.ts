/** What a provider says became of a message it had taken from us. */
export interface ProviderEvent {
  /** The provider's own name for this event: the same event delivered twice has it twice. */
  readonly id: string;
  /** Which message it is about, as `referenceTo` wrote it; null when the provider did not keep it. */
  readonly reference: string | null;
  readonly kind: 'delivered' | 'soft-bounced' | 'hard-bounced' | 'complained' | 'failed';
  readonly at: Date;
  /** In the words of the other side, for whoever looks into it. */
  readonly detail: string | null;
}

/** A webhook as it arrived; signatures are made over the very bytes. */
export interface Delivery {
  readonly raw: Buffer;
  /** The address the provider was told to post to, with the query. */
  readonly url: string;
  readonly receivedAt: Date;
  header(name: string): string | undefined;
}

/** One provider: what it wants to see on a mail to be able to name it, and what it says afterwards. */
export interface ProviderAdapter {
  readonly name: ProviderName;
  readonly channel: 'email' | 'sms';
  /** Whether the settings hold what its signatures are checked with. */
  readonly inUse: boolean;
  /** Headers of a mail by which the provider's events name it. */
  headers(reference: string): Readonly<Record<string, string>>;
  /**
   * The events of a delivery that is really the provider's.
   * @throws Refusal `signature-not-valid` for any other
   */
  read(delivery: Delivery): Promise<ProviderEvent[]>;
}

export const PROVIDER_NAMES = ['ses', 'postmark', 'mailgun', 'sendgrid', 'twilio'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

const REFERENCE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Names a message to a provider. Letters, digits, dash and underscore: the least that all of them keep. */
export function referenceTo(message: { readonly workspaceId: string; readonly id: string }): string {
  return `${message.workspaceId}_${message.id}`;
}

export function readReference(reference: string | null): { readonly workspaceId: string; readonly id: string } | null {
  const [, workspaceId, id] = reference?.match(REFERENCE) ?? [];
  return workspaceId && id ? { workspaceId, id } : null;
}
