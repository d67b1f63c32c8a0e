/** A counted English noun: `1 site`, `2 sites`, `1,204 people`. `count` may be formatted already. */
export const countOf = (count: string | number, one: string, many = `${one}s`): string =>
  `${count} ${String(count) === '1' ? one : many}`;
export const peopleOf = (count: string | number): string => countOf(count, 'person', 'people');
