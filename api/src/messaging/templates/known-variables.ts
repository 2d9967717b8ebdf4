/** What a template may name: a value, the fields of a thing, or a list of things. */
export type Shape = 'value' | { readonly fields: Readonly<Record<string, Shape>> } | { readonly each: Shape };

const LOOP_HELPERS = new Set(['forloop', 'tablerowloop']);
const OF_A_LIST = new Set(['first', 'last', '*']);

/** The shape of everything the samples show. */
export function shapeOf(samples: readonly unknown[]): Shape {
  const lists = samples.filter(Array.isArray);
  if (lists.length > 0) return { each: shapeOf(lists.flat()) };
  const things = samples.filter((sample): sample is Record<string, unknown> => typeof sample === 'object' && sample !== null);
  if (things.length === 0) return 'value';
  const names = new Set(things.flatMap((thing) => Object.keys(thing)));
  return { fields: Object.fromEntries([...names].map((name) => [name, shapeOf(things.filter((thing) => name in thing).map((thing) => thing[name]))])) };
}

/** Whether a path such as `products.0.name` leads to something. `loops` says what the variables of loops run over. */
export function isKnown(path: readonly string[], shape: Shape, loops: ReadonlyMap<string, readonly (readonly string[])[]>, depth = 0): boolean {
  const [root = '', ...rest] = path;
  if (LOOP_HELPERS.has(root)) return true;
  const over = loops.get(root);
  // A loop over its own variable would lead round in a circle.
  if (over && depth < 8) return over.some((list) => isKnown([...list, '*', ...rest], shape, loops, depth + 1));
  return leadsTo(path, shape);
}

function leadsTo(path: readonly string[], shape: Shape): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  if (name === 'size' && rest.length === 0 && (shape === 'value' || 'each' in shape)) return true;
  if (shape === 'value') return false;
  if ('each' in shape) return (OF_A_LIST.has(name) || /^\d+$/.test(name)) && leadsTo(rest, shape.each);
  const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  return field !== undefined && leadsTo(rest, field);
}
