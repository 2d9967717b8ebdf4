/** A piece of money that came in, as far as spending it is concerned. */
export interface BalanceLot {
  readonly id: string;
  /** Counts up with the time it came in. */
  readonly seq: number;
  readonly kind: 'paid' | 'granted';
  readonly remaining: number;
  readonly expiresAt: Date | null;
}

/** What is taken of one piece. */
export interface ConsumedLot {
  readonly id: string;
  readonly kind: BalanceLot['kind'];
  readonly amount: number;
}

/**
 * Which money pays for something: what expires soonest goes first, then granted before paid, then the oldest. What has expired
 * at `now` pays for nothing.
 * @returns what is taken of each piece, summing to `amount`; null when there is too little
 * @throws RangeError when the amount is not a positive whole number of minor units
 * @example consumeLots([{ id: 'a', seq: 1, kind: 'paid', remaining: 500, expiresAt: null }], 300, now) // [{ id: 'a', kind: 'paid', amount: 300 }]
 */
export function consumeLots(lots: readonly BalanceLot[], amount: number, now: Date): ConsumedLot[] | null {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`not an amount to spend: ${amount}`);
  let open = amount;
  const taken: ConsumedLot[] = [];
  for (const lot of inOrder(usable(lots, now))) {
    if (open === 0) break;
    const part = Math.min(lot.remaining, open);
    taken.push({ id: lot.id, kind: lot.kind, amount: part });
    open -= part;
  }
  return open === 0 ? taken : null;
}

/** What the pieces are worth at `now`. */
export function usableBalance(lots: readonly BalanceLot[], now: Date): { paid: number; granted: number } {
  const worth = { paid: 0, granted: 0 };
  for (const lot of usable(lots, now)) worth[lot.kind] += lot.remaining;
  return worth;
}

function usable(lots: readonly BalanceLot[], now: Date): BalanceLot[] {
  return lots.filter(({ remaining, expiresAt }) => remaining > 0 && (expiresAt === null || expiresAt > now));
}

function inOrder(lots: readonly BalanceLot[]): BalanceLot[] {
  const expiry = ({ expiresAt }: BalanceLot) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...lots].sort((a, b) => {
    if (expiry(a) !== expiry(b)) return expiry(a) < expiry(b) ? -1 : 1;
    if (a.kind !== b.kind) return a.kind === 'granted' ? -1 : 1;
    return a.seq - b.seq;
  });
}
