import { z } from 'zod';
import { Instant, Locale } from './paging.js';

/** What a member may do in a workspace; each role may do everything the ones before it may. */
export const ROLES = ['staff', 'admin', 'owner'] as const;
export const Role = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** True when `role` may do what `needed` may. */
export function roleReaches(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The signed-in person, and where they may work. */
export const Me = z
  .object({
    user: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.email(),
      locale: Locale,
      twoFactorEnabled: z.boolean(),
    }),
    operator: z.boolean(),
    workspaces: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: Role })),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** The movable clock of demo and tests. */
export const TestClock = z.object({ now: Instant }).meta({ id: 'TestClock' });
export type TestClock = z.infer<typeof TestClock>;
export const AdvanceTestClock = z.object({ to: Instant }).meta({ id: 'AdvanceTestClock' });
export type AdvanceTestClock = z.infer<typeof AdvanceTestClock>;
