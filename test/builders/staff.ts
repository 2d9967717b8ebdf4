import type { INestApplication } from '@nestjs/common';
import type { Role } from '@perennial/contract/admin';
import supertest from 'supertest';
import { CreateStaffAccount, Memberships } from '../../api/src/access/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { SETTINGS, type Settings } from '../../api/src/platform/settings/index.js';
import { CreateWorkspace } from '../../api/src/workspaces/index.js';

export const PASSWORD = 'correct horse battery';

export interface Person {
  readonly id: string;
  readonly email: string;
}

/** Somebody with an account and the password `PASSWORD`. */
export async function aPerson(app: INestApplication, name: string): Promise<Person> {
  const email = `${name}@shop.example`;
  const id = await app.get(Database).global((tx) => app.get(CreateStaffAccount).run(tx, { name, email, password: PASSWORD, locale: 'en' }));
  return { id, email };
}

/** A workspace with these people in it. */
export async function aWorkspace(app: INestApplication, slug: string, members: readonly (readonly [Person, Role])[]): Promise<string> {
  const profile = { slug, name: `Shop ${slug}`, senderName: `Shop ${slug}`, replyTo: null, timeZone: 'Europe/London', locale: 'en', currency: 'GBP' } as const;
  return app.get(CreateWorkspace).run(SYSTEM, profile, async (tx, workspaceId) => {
    for (const [person, role] of members) await app.get(Memberships).add(tx, workspaceId, person.id, role);
  });
}

/** A browser of its own: it keeps cookies and sends the Origin of our pages. */
export function aBrowser(app: INestApplication): ReturnType<typeof supertest.agent> {
  return supertest.agent(app.getHttpServer()).set('Origin', new URL(app.get<Settings>(SETTINGS).publicUrl).origin);
}

/** A browser in which this person is signed in. */
export async function signedIn(app: INestApplication, person: Person): Promise<ReturnType<typeof supertest.agent>> {
  const browser = aBrowser(app);
  await browser.post('/api/v1/auth/sign-in/email').send({ email: person.email, password: PASSWORD }).expect(200);
  return browser;
}
