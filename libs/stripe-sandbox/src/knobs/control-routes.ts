import { json, type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type Controls } from '../controls.js';
import { Knobs } from './knobs.js';

const NewClock = z.strictObject({ to: z.iso.datetime({ offset: true }) });
const NewWebhookUrl = z.strictObject({ url: z.url().nullable() });

/** The controls for another process: JSON under `/_sandbox`, with the secret key as bearer. */
export function controlRoutes(controls: Controls, secretKey: string): Router {
  const router = Router();
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (request.header('authorization') === `Bearer ${secretKey}`) next();
    else response.status(401).json({ error: 'the secret key is missing or wrong' });
  });
  router.use(json());
  router.get('/knobs', (_request, response) => void response.json(controls.knobs()));
  router.post('/knobs', (request, response) => {
    const change = Knobs.partial().safeParse(request.body);
    if (!change.success) return void response.status(400).json({ error: z.prettifyError(change.error) });
    const { data } = change;
    const named = Object.fromEntries(Object.entries(data).filter(([name]) => name in (request.body as object)));
    response.json(controls.turn(named));
  });
  router.post('/clock', (request, response) => {
    const read = NewClock.safeParse(request.body);
    if (!read.success) return void response.status(400).json({ error: z.prettifyError(read.error) });
    controls.moveClock(new Date(read.data.to));
    response.json({ now: controls.now().toISOString() });
  });
  router.post('/webhook-url', (request, response) => {
    const read = NewWebhookUrl.safeParse(request.body);
    if (!read.success) return void response.status(400).json({ error: z.prettifyError(read.error) });
    controls.setWebhookUrl(read.data.url);
    response.json(read.data);
  });
  router.get('/deliveries', (_request, response) => void response.json({ waiting: controls.waitingDeliveries() }));
  router.post('/events/:id/resend', (request, response) => {
    const found = controls.resend(request.params.id);
    response.status(found ? 200 : 404).json({ found });
  });
  return router;
}
