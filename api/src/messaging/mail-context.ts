import type { MessageAtTheDoor, Variables } from './message.js';

/** Where the mail's buttons lead. */
export interface ActionLinks {
  readonly shelf: string;
  readonly stop: string;
  /** The screen that changes the expected date of a cycle's product. */
  changeDate(cycleId: string): string;
}

/** What a template sees: the message's variables under the names a template author writes. */
export function mailContext(message: Pick<MessageAtTheDoor, 'template' | 'variables'>, shopName: string, links: ActionLinks | null): Record<string, unknown> {
  const shop = { name: shopName };
  if (message.template !== 'reminder') return { shop, ...snakeKeys(message.variables) };
  if (!links) throw new TypeError('a reminder needs its links');
  const { customerName, products } = message.variables as Variables<'reminder'>;
  return {
    shop,
    customer: { name: customerName },
    headline: headlineOf(products),
    others: products.length - 1,
    products: products.map((product) => ({ ...snakeKeys(product), change_date_link: links.changeDate(product.cycleId) })),
    links: { shelf: links.shelf, stop: links.stop },
  };
}

/** The product a subject may name. One sensitive product makes the whole subject silent: others may read over a shoulder. */
function headlineOf(products: Variables<'reminder'>['products']): string | null {
  return products.some((product) => product.sensitive) ? null : (products[0]?.name ?? null);
}

function snakeKeys(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
