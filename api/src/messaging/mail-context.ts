import { daysBetween, type PlainDate } from '@perennial/calendar';
import { isReminder, type Locale, type MessageAtTheDoor, type TemplateName, type Variables } from './message.js';
import { TEMPLATE_VARIABLES } from './template-variables.js';

/** Where the mail's buttons lead. */
export interface ActionLinks {
  readonly shelf: string;
  readonly stop: string;
  /** The screen that changes the expected date of a cycle's product. */
  changeDate(cycleId: string): string;
}

/** Who writes, and on which day of theirs. */
export interface Writer {
  readonly shopName: string;
  readonly today: PlainDate;
}

type Reminder = Variables<'reminder'>;
type Product = Reminder['products'][number];

const NO_OFFER = { code: '', text: '', validThrough: null };
// A message that waits while the service is brought up to date lacks the variables that were added meanwhile.
const ABSENT = Object.fromEntries(
  Object.entries(TEMPLATE_VARIABLES).map(([template, { shape }]) => [template, snakeKeys(Object.fromEntries(Object.keys(shape).map((key) => [key, null])))]),
) as Readonly<Record<TemplateName, Record<string, null>>>;
const DAYS = {
  en: new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** What a template sees: the message's variables under the names a template author writes. */
export function mailContext(
  message: Pick<MessageAtTheDoor, 'template' | 'variables' | 'locale'>,
  writer: Writer,
  links: ActionLinks | null,
): Record<string, unknown> {
  const shop = { name: writer.shopName };
  if (!isReminder(message.template)) return { shop, ...ABSENT[message.template], ...snakeKeys(message.variables) };
  if (!links) throw new TypeError('a reminder needs its links');
  const { customerName, products, offer } = message.variables as Reminder;
  const shown = products.map((product) => productContext(product, writer.today, message.locale, links));
  const [first] = shown;
  return {
    shop,
    customer: { name: customerName, first_name: firstNameOf(customerName) },
    headline: headlineOf(products),
    any_sensitive: products.some(({ sensitive }) => sensitive),
    others: products.length - 1,
    product: first,
    products: shown,
    days_since_last_order: first?.days_since_last_order,
    expected_date: first?.expected_date,
    window: first?.window,
    reason: first?.reason,
    offer: snakeKeys(offer ?? NO_OFFER),
    links: { shelf: links.shelf, stop: links.stop },
  };
}

function productContext(product: Product, today: PlainDate, locale: Locale, links: ActionLinks) {
  const { windowFrom, windowTo } = product;
  return {
    name: product.name,
    image_url: product.imageUrl,
    last_ordered_on: product.lastOrderedOn,
    days_since_last_order: daysBetween(product.lastOrderedOn, today),
    expected_on: product.expectedOn,
    expected_date: DAYS[locale].format(new Date(product.expectedOn)),
    window_from: windowFrom,
    window_to: windowTo,
    window: windowFrom && windowTo ? DAYS[locale].formatRange(new Date(windowFrom), new Date(windowTo)) : '',
    reason: product.reason,
    sensitive: product.sensitive,
    substitute: product.substitute ? { name: product.substitute.name, link_url: product.substitute.linkUrl } : null,
    change_date_link: links.changeDate(product.cycleId),
  };
}

/** The product a subject may name. One sensitive product makes the whole subject silent: others may read over a shoulder. */
function headlineOf(products: readonly Product[]): string | null {
  return products.some((product) => product.sensitive) ? null : (products[0]?.name ?? null);
}

/** Chinese names begin with the family and are said whole. */
function firstNameOf(name: string): string {
  return /\p{Script=Han}/u.test(name) ? name.trim() : (name.trim().split(/\s+/u)[0] ?? '');
}

function snakeKeys(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
