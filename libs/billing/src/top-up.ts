/**
 * What to put onto the balance so that the next renewal can be paid from it. What is on its way counts as there.
 * @example suggestTopUp({ renewal: 5880, available: 2000, pending: 1000 }) // 2880
 */
export function suggestTopUp({ renewal, available, pending }: { readonly renewal: number; readonly available: number; readonly pending: number }): number {
  return Math.max(0, renewal - available - pending);
}
