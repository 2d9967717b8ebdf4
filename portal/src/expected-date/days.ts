const DAY_MS = 86_400_000;

/** Whole days from one plain day ('2026-12-03') to another. Plain days have no hours, so UTC counts them exactly. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
