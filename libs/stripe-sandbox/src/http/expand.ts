import { kindOfId } from '../state/kinds.js';
import { type World } from '../world.js';
import { invalidRequest } from './stripe-problem.js';

/** A copy of an answer in which the asked references (`latest_charge.balance_transaction`) are the objects themselves. */
export function expanded(world: World, answer: object, paths: readonly string[]): object {
  if (paths.length === 0) return answer;
  const copy = copyOf(answer);
  for (const path of paths) expandAt(world, copy, path.split('.'), path);
  return copy;
}

type Tree = Record<string, unknown>;

function expandAt(world: World, at: Tree, [key, ...rest]: readonly string[], path: string): void {
  if (key === undefined) return;
  if (key === 'data' && Array.isArray(at['data'])) {
    for (const item of at['data'] as Tree[]) expandAt(world, item, rest, path);
    return;
  }
  const value = key in at ? at[key] : includable(world, at, key);
  const object = typeof value === 'string' ? lookUp(world, value) : value;
  if (object === undefined) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  at[key] = object;
  if (object !== null) expandAt(world, object as Tree, rest, path);
}

function lookUp(world: World, id: string): Tree | undefined {
  const kind = kindOfId(id);
  const object = kind === undefined ? undefined : world.state.get(kind, id);
  return object === undefined ? undefined : copyOf(object);
}

/** A copy as it goes over the wire. */
function copyOf(object: object): Tree {
  return JSON.parse(JSON.stringify(object)) as Tree;
}

/** What Stripe leaves out unless asked: it isn't a reference in the object, but belongs to it. */
function includable(world: World, owner: Tree, key: string): Tree | undefined {
  const found = world.included(String(owner['object']), key, String(owner['id'] ?? owner['customer']));
  return found === undefined ? undefined : copyOf(found);
}
