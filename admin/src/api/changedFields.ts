/**
 * What a form changed. Sending only that lets two people edit different fields of one record without undoing each other.
 * @example changedFields({ name: 'Tea', price: 900 }, { name: 'Tea', price: 800 }) // { price: 900 }
 */
export function changedFields(data: object, before: object | undefined): Record<string, unknown> {
  const old = new Map(Object.entries(before ?? {}));
  return Object.fromEntries(Object.entries(data).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(old.get(field))));
}
