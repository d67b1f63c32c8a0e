/** A counted English noun of the log: `1 file`, `2 files`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
