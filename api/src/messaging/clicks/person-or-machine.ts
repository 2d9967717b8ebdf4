/** One request for a link of a mail. */
export interface LinkHit {
  readonly link: string;
  readonly at: Date;
  readonly ip: string;
  readonly method: string;
  readonly userAgent: string;
  /** What the browser itself says it is doing: `navigate` when a person follows a link, `prefetch` when nobody does. */
  readonly fetchMode: string | null;
  readonly purpose: string | null;
}

/** What was seen of a mail while its hits were watched. */
export interface Surroundings {
  readonly sentAt: Date;
  /** All hits on links of this mail, the one in question among them. */
  readonly hits: readonly LinkHit[];
  /** How many other mails the same address asked for links of. */
  readonly otherMailsOfTheAddress: number;
}

/** Nobody reads and taps so fast; what checks mails on arrival does. */
const SOONEST_MS = 10_000;
/** A person taps one link, perhaps two. Whoever opens three in one go looks at what is behind them. */
const MANY_LINKS = 3;
/** Behind one address of an office may be a few readers in the same half minute, but hardly more. */
const MANY_MAILS = 5;
const MACHINES =
  /bot\b|crawl|spider|scan|preview|prefetch|fetcher|monitor|checker|headless|phantom|puppeteer|playwright|curl|wget|python|java\/|okhttp|go-http|node-fetch|undici|axios|libwww|httpclient|barracuda|proofpoint|mimecast|safelinks|messagelabs|symantec|trendmicro|fortinet|sophos|imageproxy|facebookexternalhit|slack|whatsapp|telegram|wechat-?link/i;

/**
 * Whether a person followed the link. In doubt it was a machine: a click too few makes no shop think that a reminder worked
 * which did not.
 */
export function isAPerson(hit: LinkHit, { sentAt, hits, otherMailsOfTheAddress }: Surroundings): boolean {
  if (hit.method !== 'GET') return false;
  if (hit.userAgent === '' || MACHINES.test(hit.userAgent)) return false;
  if (hit.purpose !== null || (hit.fetchMode !== null && hit.fetchMode !== 'navigate')) return false;
  if (hit.at.getTime() - sentAt.getTime() < SOONEST_MS) return false;
  // A machine that gives itself away on one link has not sent a person to the next.
  if (hits.some(({ method }) => method === 'HEAD')) return false;
  return new Set(hits.map(({ link }) => link)).size < MANY_LINKS && otherMailsOfTheAddress < MANY_MAILS;
}
