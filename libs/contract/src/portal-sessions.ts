import { z } from 'zod';

/** Exchanges the token of a link for a session cookie. */
export const OpenPortalSession = z.object({ token: z.string().min(1).max(200) }).meta({ id: 'OpenPortalSession' });
export type OpenPortalSession = z.infer<typeof OpenPortalSession>;

export const OpenedPortalSession = z
  .object({ path: z.string().meta({ description: 'Where in the portal the link leads' }) })
  .meta({ id: 'OpenedPortalSession' });
export type OpenedPortalSession = z.infer<typeof OpenedPortalSession>;

/** Asks for a link by mail: by address, or by a genuine link that is too old or was used. */
export const RequestPortalLink = z
  .union([
    z.object({ workspace: z.string().min(1).max(63).meta({ description: 'The short name of the workspace' }), email: z.email().max(320).toLowerCase() }),
    z.object({ token: z.string().min(1).max(200).meta({ description: 'The token of a link that is too old or was used' }) }),
  ])
  .meta({ id: 'RequestPortalLink' });
export type RequestPortalLink = z.infer<typeof RequestPortalLink>;
