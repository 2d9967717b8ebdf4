import { addDays, dayIn } from '@perennial/calendar';
import type { Import, Payment, Quote } from '@perennial/contract/admin';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import supertest from 'supertest';
import { Memberships, OperatorRoll } from '../../api/src/access/index.js';
import { AppModule } from '../../api/src/app.module.js';
import { DEMO_PLANS, NameSeller, PublishPlan, SubscribeWorkspace } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { readSettings } from '../../api/src/platform/settings/index.js';
import { RecordConsent } from '../../api/src/privacy/index.js';
import { CreateWorkspace } from '../../api/src/workspaces/index.js';
import { until } from '../stage/until.js';
import { aPerson, PASSWORD, type Person } from './staff.js';

type Browser = ReturnType<typeof supertest.agent>;

/** The plan is paid for this long: far enough that no notice is due. */
const PAID_FOR_DAYS = 60;

/** A shop in a running product, worked with as its owner does: over HTTP. The owner may also move the demo's clock. */
export class RunningShop {
  private constructor(
    readonly workspaceId: string,
    readonly paidThrough: string,
    private readonly owner: Browser,
  ) {}

  /**
   * Opens a shop, with people who agreed to be reminded.
   * @param history a file of their purchases until now
   */
  static async open(url: string, settings: Readonly<Record<string, string>>, history: string): Promise<RunningShop> {
    // What no HTTP route does, beside the product and on its database. It must be gone before the product is killed.
    const app = await NestFactory.create(AppModule.with({ ...readSettings(settings), jobs: false, logLevel: 'silent' }), { logger: false, abortOnError: false });
    await app.init();
    try {
      const keeper = await aPerson(app, 'keeper');
      const endsOn = addDays(dayIn(new Date(), 'Europe/London'), PAID_FOR_DAYS);
      const workspaceId = await openWorkspace(app, keeper, endsOn);
      const owner = supertest.agent(url).set('Origin', url);
      await owner.post('/api/v1/auth/sign-in/email').send({ email: keeper.email, password: PASSWORD }).expect(200);
      const shop = new RunningShop(workspaceId, addDays(endsOn, -1), owner);
      await shop.imported(await shop.import('history.csv', history));
      await agreeToReminders(app, workspaceId);
      await owner.post(`${shop.path}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
      return shop;
    } finally {
      await app.close();
    }
  }

  /** Hands the file in; it is imported from then on. */
  async import(fileName: string, text: string): Promise<string> {
    const { body } = await this.owner.post(`${this.path}/imports`).query({ fileName, source: 'till' }).type('text/csv').send(text).expect(201);
    return (body as Import).id;
  }

  /** Waits for the end of an import. */
  async imported(id: string): Promise<Import> {
    const look = async () => (await this.owner.get(`${this.path}/imports/${id}`).expect(200)).body as Import;
    return until('the import to end', look, ({ status }) => ['done', 'failed', 'cancelled'].includes(status));
  }

  /** Quote, confirm, open the payment page. */
  async openPayment(): Promise<Payment> {
    const quote = (await this.owner.post(`${this.path}/billing/quotes`).send({}).expect(201)).body as Quote;
    return (await this.owner.post(`${this.path}/billing/quotes/${quote.id}/checkout`).send({ hash: quote.hash }).expect(201)).body as Payment;
  }

  async payment(id: string): Promise<Payment> {
    return (await this.owner.get(`${this.path}/billing/payments/${id}`).expect(200)).body as Payment;
  }

  async invoices(): Promise<{ number: string; from: string; paidThrough: string; total: number }[]> {
    return ((await this.owner.get(`${this.path}/billing/invoices`).expect(200)).body as { data: { number: string; from: string; paidThrough: string; total: number }[] }).data;
  }

  /** Moves the product's clock; returns when everything due on the way has happened. */
  async moveClock(to: Date): Promise<void> {
    await this.owner.post('/api/v1/test-clock/advance').send({ to: to.toISOString() }).expect(200);
  }

  private get path(): string {
    return `/api/v1/workspaces/${this.workspaceId}`;
  }
}

async function openWorkspace(app: INestApplication, keeper: Person, endsOn: string): Promise<string> {
  for (const plan of DEMO_PLANS) await app.get(PublishPlan).run(SYSTEM, plan);
  await app.get(NameSeller).run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Demo Street', taxId: null, series: 'PER' });
  await app.get(Database).global((tx) => app.get(OperatorRoll).add(tx, keeper.id));
  const profile = { slug: 'tea', name: 'Tea shop', senderName: 'Tea shop', replyTo: null, timeZone: 'Europe/London', locale: 'en', currency: 'USD' } as const;
  return app.get(CreateWorkspace).run(SYSTEM, profile, async (tx, id) => {
    await app.get(Memberships).add(tx, id, keeper.id, 'owner');
    await app.get(SubscribeWorkspace).run(tx, SYSTEM, id, {
      planCode: 'team',
      interval: 'month',
      covered: { kind: 'paid', endsOn },
      profile: { legalName: 'Tea shop Ltd', address: '2 High Street', taxId: null, mode: 'exclusive', rateBasisPoints: 2000 },
      contacts: [{ name: 'Keeper', email: keeper.email, locale: 'en' }],
    });
  });
}

async function agreeToReminders(app: INestApplication, workspaceId: string): Promise<void> {
  await app.get(Database).inWorkspace(workspaceId, async (tx) => {
    const customers = await tx.query<{ id: string }[]>('SELECT id FROM customers WHERE workspace_id = $1', [workspaceId]);
    const customerIds = customers.map(({ id }) => id);
    const consent = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'test-1', source: 'checkout' } as const;
    await app.get(RecordConsent).run(tx, { ...consent, workspaceId, customerIds, actor: SYSTEM });
  });
}
