import type { Interval, Overlay, PeriodItem, ServiceState } from '@perennial/billing';

/** A workspace's plan as it stands. Its fields are what the rules of renewal and status ask for. */
export interface Subscription {
  readonly workspaceId: string;
  /** The plan that was bought last: its terms hold for the end of the paid time. */
  readonly planCode: string;
  readonly planVersion: number;
  readonly interval: Interval;
  readonly currency: string;
  readonly timeZone: string;
  readonly anchor: string;
  readonly endsAtMonths: number;
  readonly endsOn: string | null;
  readonly grantedDays: number;
  readonly overlays: readonly Overlay[];
  readonly trial: boolean;
  readonly cancelAtEnd: boolean;
  readonly canceledAt: Date | null;
  readonly cancelReason: string | null;
  readonly pastDueSince: Date | null;
  readonly fallsBackTo: string | null;
  readonly graceDays: number;
  readonly retentionDays: number;
  readonly lastPeriodNo: number;
  /** Counts the changes of what was sold: a quote holds for the revision it was made for. */
  readonly revision: number;
  readonly soldAt: Date;
  /** The state as last written down, and when. What holds now is computed. */
  readonly state: ServiceState;
  readonly stateSince: Date;
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
  readonly items: readonly PeriodItem[];
}
