import { describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '../../platform/http/index.js';
import { Turnstile } from './turnstile.js';

/** Work that is done when we say so. */
function held() {
  let finish!: () => void;
  let fail!: (error: Error) => void;
  const done = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { run: jest.fn(() => done), finish, fail };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a turnstile', () => {
  it('lets only so many in at once, the others in their order', async () => {
    const turnstile = new Turnstile(2, 10);
    const works = [held(), held(), held(), held()];
    const passes = works.map(({ run }) => turnstile.pass(run));
    await soon();
    expect(works.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 0, 0]);
    works[1]!.finish();
    await soon();
    expect(works.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 1, 0]);
    works.forEach(({ finish }) => finish());
    await Promise.all(passes);
    expect(works[3]!.run).toHaveBeenCalledTimes(1);
  });

  it('hands the place over when the work fails', async () => {
    const turnstile = new Turnstile(1, 10);
    const [first, second] = [held(), held()];
    const failing = turnstile.pass(first.run);
    const waiting = turnstile.pass(second.run);
    first.fail(new Error('no'));
    await expect(failing).rejects.toThrow('no');
    second.finish();
    await waiting;
    await turnstile.pass(async () => undefined);
  });

  it('turns away whom the queue cannot hold', async () => {
    const turnstile = new Turnstile(1, 1);
    const [inside, queued] = [held(), held()];
    const passes = [turnstile.pass(inside.run), turnstile.pass(queued.run)];
    await expect(turnstile.pass(async () => undefined)).rejects.toEqual(new Refusal('not-available'));
    inside.finish();
    queued.finish();
    await Promise.all(passes);
  });
});
