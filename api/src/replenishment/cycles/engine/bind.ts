/** Passes a fragment exactly the parameters it names: PostgreSQL refuses one that a statement does not use. */
export function bind(sql: string, parameters: readonly unknown[]): [string, unknown[]] {
  const used: number[] = [];
  const text = sql.replace(/\$(\d+)/g, (_, digits: string) => {
    const number = Number(digits);
    if (!used.includes(number)) used.push(number);
    return `$${used.indexOf(number) + 1}`;
  });
  return [text, used.map((number) => parameters[number - 1])];
}
