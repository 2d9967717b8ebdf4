import { isbot } from 'isbot';

/** One request for a link of a mail. */
export interface LinkHit {
  readonly link: string;
  readonly at: Date;
  readonly ip: string;
  readonly method: string;
  readonly userAgent: string;
  /** What the browser itself says it is doing: `navigate` when a person follows a link, `prefetch` when nobody does. */
  readonly fetchMode: string | null;
  /** What it says the request is for when nobody asked for it yet, in any of the four headers this has been said in. */
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
/** What checks or previews mails, where the library's list of programs that go about the web does not have it. */
const CHECKS_MAILS =
  /scan|preview|prefetch|fetcher|checker|barracuda|proofpoint|mimecast|safelinks|messagelabs|symantec|trendmicro|fortinet|sophos|imageproxy|wechat-?link|undici|node-fetch|okhttp/i;

/**
 * Whether a person followed the link. In doubt it was a machine: a click too few makes no shop think that a reminder worked
 * which did not.
 */
export function isAPerson(hit: LinkHit, { sentAt, hits, otherMailsOfTheAddress }: Surroundings): boolean {
  if (hit.method !== 'GET') return false;
  if (hit.userAgent === '' || isbot(hit.userAgent) || CHECKS_MAILS.test(hit.userAgent)) return false;
  if (hit.purpose !== null || (hit.fetchMode !== null && hit.fetchMode !== 'navigate')) return false;
  if (hit.at.getTime() - sentAt.getTime() < SOONEST_MS) return false;
  // A machine that gives itself away on one link has not sent a person to the next.
  if (hits.some(({ method }) => method === 'HEAD')) return false;
  return new Set(hits.map(({ link }) => link)).size < MANY_LINKS && otherMailsOfTheAddress < MANY_MAILS;
}
