import { list, listParams, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { noSuch } from '../../http/stripe-problem.js';

const Query = listParams({ type: text.optional(), types: list(text).optional() });

export const eventRoutes: readonly Route[] = [
  route('GET', '/v1/events', Query, (world, query) => {
    const events = world.state
      .all('event')
      .filter(({ type }) => query.type === undefined || matches(type, query.type))
      .filter(({ type }) => query.types === undefined || query.types.includes(type));
    return pageOf('/v1/events', events, query);
  }),

  route('GET', '/v1/events/:id', params({}), (world, _given, { id }) => {
    const event = world.state.get('event', id);
    if (event === undefined) throw noSuch('event', id, 'id');
    return event;
  }),
];

/** `charge.*` stands for all that happens to charges. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
