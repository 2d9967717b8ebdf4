/** What the catalogue says of a product on the day of a reminder. */
export interface Offerable {
  /** null: nobody counts it. */
  readonly stock: number | null;
  readonly discontinued: boolean;
  readonly remindable: boolean;
}

/**
 * What a reminder of a product can offer: the product, what stands in for it while it is out of stock, or nothing for now. A
 * product that is discontinued is not waited for; its reminders end, and what replaces it is a suggestion and no reminder.
 * @example offered({ stock: 0, discontinued: false, remindable: true }, null) // 'nothing'
 */
export function offered(product: Offerable, substitute: Offerable | null): 'itself' | 'substitute' | 'nothing' {
  if (isInStock(product)) return 'itself';
  return substitute && substitute.remindable && !substitute.discontinued && isInStock(substitute) ? 'substitute' : 'nothing';
}

function isInStock({ stock }: Offerable): boolean {
  return stock === null || stock > 0;
}
