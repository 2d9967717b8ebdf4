import type { Role } from '@perennial/contract/admin';
import type { Locale } from '../message.js';

/** Something the members of a workspace should see when they are next in the back office. */
export interface NewStaffNotice {
  /** What it is about, in kebab-case: `plan-expiring`. */
  readonly kind: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly text: Readonly<Record<Locale, string>>;
  /** Where in the back office one does something about it, from the workspace on: `/billing`. */
  readonly link: string | null;
  /** What makes it the same notice: a member is told once. */
  readonly dedupeKey: string;
  /** The least role of those who are told. */
  readonly from: Role;
}
