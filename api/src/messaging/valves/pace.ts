/** How many reminders may leave in a minute, in all and to one domain; null is as many as there are. */
export interface Pace {
  readonly perMinute: number | null;
  readonly perDomainMinute: number | null;
}

/** Under this key stands what a minute let out in all. */
export const ALL_DOMAINS = '';

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Which messages still fit into this minute, first come first served, and the minute's counts afterwards.
 * @param letOut what the minute has let out so far, by domain, and in all under `ALL_DOMAINS`
 * @example withinPace([a, b, c], { perMinute: 2, perDomainMinute: null }, new Map()) // a and b go, c waits
 */
export function withinPace<M extends { readonly to: string }>(
  messages: readonly M[],
  { perMinute, perDomainMinute }: Pace,
  letOut: ReadonlyMap<string, number>,
): { readonly going: M[]; readonly waiting: M[]; readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map(letOut);
  const fits = (key: string, limit: number | null) => limit === null || (counts.get(key) ?? 0) < limit;
  const [going, waiting]: [M[], M[]] = [[], []];
  for (const message of messages) {
    const domain = domainOf(message.to);
    if (!fits(ALL_DOMAINS, perMinute) || !fits(domain, perDomainMinute)) {
      waiting.push(message);
      continue;
    }
    for (const key of [ALL_DOMAINS, domain]) counts.set(key, (counts.get(key) ?? 0) + 1);
    going.push(message);
  }
  return { going, waiting, counts };
}
