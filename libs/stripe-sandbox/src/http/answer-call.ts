import { type Failure } from '../knobs/knobs.js';
import { type SavedAnswer } from '../state/own-records.js';
import { type World } from '../world.js';
import { expanded } from './expand.js';
import { readParams } from './form.js';
import { fingerprint, keyTooLong, otherParameters } from './idempotency.js';
import { type Ids, type Route } from './route.js';
import { StripeProblem } from './stripe-problem.js';

export interface Call {
  readonly requestId: string;
  readonly route: Route;
  readonly path: string;
  readonly ids: Ids;
  readonly form: unknown;
  readonly idempotencyKey: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The request that was answered first, when this is the same answer again. */
  readonly replayOf?: string;
}

/**
 * Carries a call out, once per idempotency key. The changes and the saved answer become durable together, so a sandbox
 * killed after a charge still knows the answer it owes.
 */
export function answerCall(world: World, call: Call, failure: Failure | undefined): Answer {
  const key = call.idempotencyKey;
  const mark = fingerprint(call.route.method, call.path, call.form);
  if (key !== undefined) {
    if (key.length > 255) throw keyTooLong();
    const saved = savedAnswer(world, key);
    if (saved !== undefined && saved.fingerprint !== mark) throw otherParameters(key);
    if (saved !== undefined) return { status: saved.status, body: saved.body, replayOf: saved.requestId };
  }
  const read = readParams(call.route.params, call.form);
  world.request = { id: call.requestId, idempotency_key: key ?? null };
  const keep = (answer: Answer): Answer => {
    const told = failure?.kind === 'server-error-after-success' ? answerTo(serverError()) : answer;
    if (key !== undefined) {
      world.state.put('saved_answer', {
        id: key,
        fingerprint: mark,
        status: told.status,
        body: told.body,
        requestId: call.requestId,
        created: world.now(),
      });
    }
    return told;
  };
  try {
    if (failure?.kind === 'server-error') throw serverError();
    return world.state.transact(() => keep(carryOut(world, call, read)));
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error;
    return world.state.transact(() => keep(answerTo(error)));
  } finally {
    world.request = null;
  }
}

export function answerTo(problem: StripeProblem): Answer {
  return { status: problem.status, body: JSON.stringify(problem, null, 2) };
}

function serverError(): StripeProblem {
  return new StripeProblem(500, 'api_error', 'An unknown error occurred.');
}

/** A declined card is an outcome, not a mistake: the failed charge stays, like a successful one would. */
function carryOut(world: World, { route, ids }: Call, read: unknown): Answer {
  try {
    const paths = (read as { expand?: string[] }).expand ?? [];
    return { status: 200, body: JSON.stringify(expanded(world, route.run(world, read, ids), paths), null, 2) };
  } catch (error) {
    if (error instanceof StripeProblem && error.type === 'card_error') return answerTo(error);
    throw error;
  }
}

function savedAnswer(world: World, key: string): SavedAnswer | undefined {
  return world.state.get('saved_answer', key);
}
