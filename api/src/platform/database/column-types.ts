import pg from 'pg';

/**
 * Makes the driver return what the code works with: `date` stays the plain string `YYYY-MM-DD` (never a midnight in the
 * server's zone) and `int8` becomes a number, refusing the ones a number cannot hold.
 */
export function registerColumnTypes(): void {
  pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
  pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`int8 out of the safe range: ${value}`);
    return number;
  });
}
