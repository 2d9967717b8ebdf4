import type { Interval } from '@perennial/billing';

/** A workspace's plan as it stands. Its fields are what the rules of renewal and status ask for. */
export interface Subscription {
  readonly workspaceId: string;
  readonly planCode: string;
  readonly planVersion: number;
  readonly interval: Interval;
  readonly currency: string;
  readonly timeZone: string;
  readonly anchor: string;
  readonly endsAtMonths: number;
  readonly endsOn: string | null;
  readonly trial: boolean;
  readonly cancelAtEnd: boolean;
  readonly canceledAt: Date | null;
  readonly graceDays: number;
  readonly retentionDays: number;
  readonly lastPeriodNo: number;
  /** Counts the changes of what was sold: a quote holds for the revision it was made for. */
  readonly revision: number;
  readonly soldAt: Date;
}

/** One stretch of service as it is sold. */
export interface NewPeriod {
  readonly periodNo: number;
  readonly kind: 'paid' | 'trial';
  readonly anchor: string;
  readonly fromMonths: number;
  readonly toMonths: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly netMinor: number;
  readonly quoteId: string | null;
}
