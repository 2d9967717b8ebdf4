import express from 'express';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Controls } from './controls.js';
import { forgetOld } from './forget-old.js';
import { api } from './http/api.js';
import { type Exchange } from './http/exchange.js';
import { controlRoutes } from './knobs/control-routes.js';
import { runDue } from './later.js';
import { pages } from './pages/page-routes.js';
import { includes, laterSteps, routes } from './resources/index.js';
import { Journal } from './state/journal.js';
import { State } from './state/state.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { World } from './world.js';

export interface StripeSandboxOptions {
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port?: number;
  /** Where everything is kept; a sandbox started on it later goes on from there. */
  readonly dataDir: string;
  /** The only API key that is let in. */
  readonly secretKey: string;
  /** Signs the webhooks (`whsec_…`). */
  readonly webhookSecret: string;
  /** Where events are posted to; without it, the address set before, or nobody. */
  readonly webhookUrl?: string;
  /** Where browsers reach the hosted pages, when that isn't `http://host:port`. */
  readonly publicUrl?: string;
  /** The time by which things are created and expire. */
  readonly clock?: () => Date;
  /** Sees every API call with its answer: for contract tests. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  readonly controls: Controls;
  setWebhookUrl(url: string | null): void;
  stop(): Promise<void>;
}

/** How often the sandbox looks by itself whether something is due. */
const LOOK_EVERY_MS = 1_000;

export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const { host = '127.0.0.1', port = 0, dataDir, secretKey, webhookSecret, clock = () => new Date(), onExchange = () => undefined } = options;
  const state = new State(new Journal(dataDir));
  const world = new World(state, clock, includes);
  const sender = new WebhookSender(world, webhookSecret);
  const catchUp = (): void => {
    runDue(world, laterSteps);
    forgetOld(world);
    sender.kick();
  };
  const controls = new Controls(world, catchUp);

  const app = express().disable('x-powered-by').set('query parser', 'extended');
  app.use('/_sandbox', controlRoutes(controls, secretKey));
  app.use(api(world, { secretKey, routes, catchUp, onExchange }));
  app.use(pages(world, catchUp));
  // Longer than a client keeps an idle connection, so that none is closed just as it is used again.
  const server = createServer({ keepAliveTimeout: 75_000 }, app);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  world.publicUrl = options.publicUrl ?? url;

  if (options.webhookUrl !== undefined) controls.setWebhookUrl(options.webhookUrl);
  else catchUp();
  const look = setInterval(catchUp, LOOK_EVERY_MS);

  return {
    url,
    port: address.port,
    controls,
    setWebhookUrl: (webhookUrl) => controls.setWebhookUrl(webhookUrl),
    async stop() {
      clearInterval(look);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sender.stop();
      state.close();
    },
  };
}
