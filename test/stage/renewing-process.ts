/**
 * A process that works through the due renewals as the worker does, on its own: it is there to be killed. It runs the built
 * service, because only that is what runs in production, and says on its output when it has begun.
 *
 *   node test/stage/renewing-process.ts     (settings in the environment, as for the service)
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const AT_ONCE = 8;
const built = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../api/dist/src', path)).href;
const load = async (path: string): Promise<Record<string, never>> => (await import(built(path))) as Record<string, never>;

const { NestFactory } = await import('@nestjs/core');
await import('reflect-metadata');
const { AppModule } = (await load('app.module.js')) as unknown as { AppModule: { with(settings: object): never } };
const { readSettings } = (await load('platform/settings/index.js')) as unknown as { readSettings(env: NodeJS.ProcessEnv): object };
const { BillingDay } = (await load('billing/notices/billing-day.job.js')) as unknown as { BillingDay: new () => { run(payload: { workspaceId: string }): Promise<void> } };
const { ReconcilePayments } = (await load('billing/payments/reconcile/reconcile-payments.job.js')) as unknown as { ReconcilePayments: new () => { run(payload: { complete: boolean }): Promise<void> } };
const { Database } = (await load('platform/database/index.js')) as unknown as { Database: new () => { dataSource: { query<T>(sql: string): Promise<T[]> } } };

const app = await NestFactory.createApplicationContext(AppModule.with({ ...readSettings(process.env), jobs: false, stripeCallsPerSecond: 10_000 }), { logger: false });
const days = app.get(BillingDay);
const { dataSource } = app.get(Database);

process.stdout.write('begun\n');
if (process.env['RECONCILE'] === '1') await app.get(ReconcilePayments).run({ complete: true });
const due = await dataSource.query<{ id: string }>(`SELECT id FROM subscribers WHERE due_at <= (SELECT clock_timestamp() + offset_ms * interval '1 millisecond' FROM test_clock) ORDER BY random()`);
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = due.pop(); next; next = due.pop()) await days.run({ workspaceId: next.id });
  }),
);
process.stdout.write('done\n');
await app.close();
