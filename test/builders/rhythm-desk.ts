import { addDays } from '@perennial/calendar';
import type { Cycle, CycleList, Reminder, ReminderList } from '@perennial/contract/admin';
import type { Type } from '@nestjs/common';
import type supertest from 'supertest';
import { AccessModule, PortalLinks } from '../../api/src/access/index.js';
import { MessagingModule } from '../../api/src/messaging/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { AdvanceClock, JobQueue } from '../../api/src/platform/jobs/index.js';
import type { Settings } from '../../api/src/platform/settings/index.js';
import { PrivacyModule, RecordConsent } from '../../api/src/privacy/index.js';
import { BacktestModule } from '../../api/src/replenishment/backtest/index.js';
import { CyclesModule, REFRESH_CYCLES } from '../../api/src/replenishment/cycles/index.js';
import { FeedbackModule } from '../../api/src/replenishment/feedback/index.js';
import { FollowUpsModule } from '../../api/src/replenishment/follow-ups/index.js';
import { PurchasesModule } from '../../api/src/replenishment/purchases/index.js';
import { RemindersModule } from '../../api/src/replenishment/reminders/index.js';
import { RulesModule } from '../../api/src/replenishment/rules/index.js';
import { SimulationsModule } from '../../api/src/replenishment/simulations/index.js';
import { WorkspacesModule } from '../../api/src/workspaces/index.js';
import { type Area, openArea } from '../stage/open-area.js';
import { SmtpSink } from '../stage/smtp-sink.js';
import { bought } from './bought.js';
import { aBrowser, aPerson, aWorkspace, signedIn } from './staff.js';

type Browser = ReturnType<typeof supertest.agent>;

/** A customer of the shop, at their portal. */
export interface Shopper {
  readonly id: string;
  readonly email: string;
  /** Buys a product on these days and lets the service know. */
  buys(productId: string, ...days: string[]): Promise<void>;
  /** Takes back their consent to reminders by e-mail. */
  withdraws(): Promise<void>;
  /** A browser signed in to the portal. */
  portal(): Promise<Browser>;
}

/** A shop with customers and products whose rhythms can be watched, and a real mail server beside it. */
export interface RhythmDesk {
  readonly area: Area;
  readonly mail: SmtpSink;
  readonly workspaceId: string;
  readonly staff: Browser;
  product(name: string, interval?: { from: number; to: number }): Promise<string>;
  customer(name: string, options?: { consent?: boolean; timeZone?: string; locale?: 'en' | 'zh-CN' }): Promise<Shopper>;
  cycle(customer: Shopper): Promise<Cycle>;
  reminders(customer: Shopper): Promise<Reminder[]>;
  /** Moves the business clock there; everything due on the way has happened when it returns. */
  at(instant: string): Promise<void>;
  settled(): Promise<void>;
  rows<T extends object = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** `count` days, `gap` apart, the last of them `last`. */
export function every(gap: number, { count, last }: { readonly count: number; readonly last: string }): string[] {
  return Array.from({ length: count }, (_, i) => addDays(last, -gap * (count - 1 - i)));
}

export async function openRhythmDesk(startsAt: string, more: readonly Type[] = [], settings: Partial<Settings> = {}): Promise<RhythmDesk> {
  const mail = await SmtpSink.open();
  const area = await openArea([AccessModule, BacktestModule, WorkspacesModule, MessagingModule, PrivacyModule, CyclesModule, FeedbackModule, FollowUpsModule, PurchasesModule, RemindersModule, RulesModule, SimulationsModule, ...more], {
    jobs: true,
    smtpUrl: mail.url,
    smtpDeliveryLogUrl: mail.deliveryLogUrl,
    ...settings,
  });
  const { app, database } = area;
  const clock = app.get(AdvanceClock);
  await clock.run(new Date(startsAt));
  const owner = await aPerson(app, 'owner');
  const workspaceId = await aWorkspace(app, 'tea', [[owner, 'owner']]);
  const staff = await signedIn(app, owner);
  const url = `/api/v1/workspaces/${workspaceId}`;

  const decides = (customerId: string, decision: 'granted' | 'withdrawn', source: 'checkout' | 'staff'): Promise<void> =>
    app.get(Database).inWorkspace(workspaceId, async (tx) => {
      const purpose = { purpose: 'replenishment-reminder', channel: 'email', wordingVersion: 'test-1' } as const;
      await app.get(RecordConsent).run(tx, { ...purpose, workspaceId, customerIds: [customerId], decision, source, actor: SYSTEM });
    });

  const shopper = (id: string, email: string): Shopper => ({
    id,
    email,
    buys: async (productId, ...days) => {
      await bought(database.rows, workspaceId, days.map((day) => ({ customerId: id, productId, day })));
      await app.get(JobQueue).enqueue(app.get(Database).dataSource, REFRESH_CYCLES, { workspaceId, customerIds: [id] });
      await clock.drained();
    },
    withdraws: () => decides(id, 'withdrawn', 'staff'),
    portal: async () => {
      const link = await app.get(Database).inWorkspace(workspaceId, (tx) => app.get(PortalLinks).create(tx, workspaceId, id, '/shelf'));
      const browser = aBrowser(app);
      await browser.post('/api/v1/portal/sessions').send({ token: new URL(link).hash.replace(/^#(token=)?/, '') }).expect(201);
      return browser;
    },
  });

  return {
    area,
    mail,
    workspaceId,
    staff,
    product: async (name, interval) => {
      const [row] = await database.rows<{ id: string }>(
        `INSERT INTO products (workspace_id, name, interval_from_days, interval_to_days, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5) RETURNING id`,
        [workspaceId, name, interval?.from ?? null, interval?.to ?? null, app.get(Clock).now()],
      );
      return (row as { id: string }).id;
    },
    customer: async (name, { consent = true, timeZone, locale = 'en' } = {}) => {
      const email = `${name.toLowerCase()}@customers.example`;
      const [row] = await database.rows<{ id: string }>(
        `INSERT INTO customers (workspace_id, name, email, locale, time_zone, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id`,
        [workspaceId, name, email, locale, timeZone ?? null, app.get(Clock).now()],
      );
      const { id } = row as { id: string };
      if (consent) await decides(id, 'granted', 'checkout');
      return shopper(id, email);
    },
    cycle: async ({ id }) => {
      const { body } = await staff.get(`${url}/cycles`).query({ filter: JSON.stringify({ customerId: id }) }).expect(200);
      const [cycle] = (body as CycleList).data;
      if (!cycle) throw new Error('This customer has no cycle.');
      return cycle;
    },
    reminders: async ({ id }) => {
      const { body } = await staff.get(`${url}/reminders`).query({ filter: JSON.stringify({ customerId: id }) }).expect(200);
      return (body as ReminderList).data;
    },
    at: (instant) => clock.run(new Date(instant)),
    settled: () => clock.drained(),
    rows: (sql, values = []) => database.rows(sql, values),
    close: async () => {
      await area.close();
      await mail.close();
    },
  };
}
