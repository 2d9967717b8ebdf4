import { type Request, type Response, Router, urlencoded } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../ids.js';
import { takeFailure } from '../knobs/take-failure.js';
import { type World } from '../world.js';
import { type Answer, answerCall, answerTo } from './answer-call.js';
import { type Exchange } from './exchange.js';
import { stillInProgress } from './idempotency.js';
import { type Route } from './route.js';
import { StripeProblem } from './stripe-problem.js';

interface ApiOptions {
  readonly secretKey: string;
  readonly routes: readonly Route[];
  /** Runs before and after every call: time may have passed, and events may have to go out. */
  readonly catchUp: () => void;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Stripe's API under `/v1`: key check, idempotency, the planned failures, and Stripe's way to say no. */
export function api(world: World, { secretKey, routes, catchUp, onExchange }: ApiOptions): Router {
  const inProgress = new Set<string>();
  const router = Router();
  router.use(urlencoded({ extended: true, limit: '1mb' }));

  async function handle(request: Request, response: Response, route: Route): Promise<void> {
    const requestId = newId('req', 14);
    const form: unknown = route.method === 'POST' ? (request.body ?? {}) : request.query;
    const key = route.method === 'POST' ? request.header('idempotency-key') : undefined;
    const send = (answer: Answer): void => {
      onExchange({ method: route.method, path: braced(route.path), form, status: answer.status, answer: JSON.parse(answer.body) });
      response.setHeader('request-id', requestId);
      response.setHeader('stripe-version', request.header('stripe-version') ?? '');
      if (key !== undefined) response.setHeader('idempotency-key', key);
      if (answer.replayOf !== undefined) response.setHeader('idempotent-replayed', 'true').setHeader('original-request', answer.replayOf);
      // As the SDKs say of this header: a retry would do nothing.
      if (answer.replayOf !== undefined && answer.status >= 500) response.setHeader('stripe-should-retry', 'false');
      response.status(answer.status).type('application/json').send(answer.body);
    };
    let holdsKey = false;
    try {
      checkKey(request.header('authorization'), secretKey);
      if (key !== undefined && inProgress.has(key)) throw stillInProgress(key);
      if (key !== undefined) inProgress.add(key);
      holdsKey = key !== undefined;
      const failure = takeFailure(world, route.method, request.path);
      if (failure?.kind === 'rate-limit') throw tooManyRequests();
      if (failure?.kind === 'timeout-before-success') return void request.socket.destroy();
      if (failure?.kind === 'slow') await wait(failure.delayMs);
      catchUp();
      const ids = request.params as Record<string, string>;
      const answer = answerCall(world, { requestId, route, path: request.path, ids, form, idempotencyKey: key }, failure);
      catchUp();
      if (failure?.kind === 'timeout-after-success') request.socket.destroy();
      else send(answer);
    } catch (error) {
      send(answerTo(error instanceof StripeProblem ? error : ownFault(error)));
    } finally {
      if (holdsKey && key !== undefined) inProgress.delete(key);
    }
  }

  for (const route of routes) {
    const method = route.method.toLowerCase() as 'get' | 'post' | 'delete';
    router[method](route.path, (request, response) => handle(request, response, route));
  }
  router.use('/v1', (request, response) => {
    const problem = new StripeProblem(
      404,
      'invalid_request_error',
      `Unrecognized request URL (${request.method}: ${request.originalUrl.split('?')[0] ?? ''}). The sandbox has only the calls this product makes.`,
    );
    response.status(404).setHeader('request-id', newId('req', 14)).json(problem);
  });
  return router;
}

function checkKey(authorization: string | undefined, secretKey: string): void {
  const [scheme, value = ''] = (authorization ?? '').split(' ');
  const given = scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : value;
  if (given === secretKey) return;
  const shown = given.length > 12 ? `${given.slice(0, 8)}${'*'.repeat(given.length - 12)}${given.slice(-4)}` : '***';
  throw new StripeProblem(
    401,
    'invalid_request_error',
    given === '' ? 'You did not provide an API key.' : `Invalid API Key provided: ${shown}`,
  );
}

function tooManyRequests(): StripeProblem {
  return new StripeProblem(429, 'invalid_request_error', 'Request rate limit exceeded.', { code: 'rate_limit' });
}

/** A fault of the sandbox itself is said as such, so that nobody looks for it elsewhere. */
function ownFault(error: unknown): StripeProblem {
  return new StripeProblem(500, 'api_error', `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function braced(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}
