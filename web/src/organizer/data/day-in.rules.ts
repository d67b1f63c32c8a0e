/**
 * A day as people write it (`5/2/2027`, `05-02-2027`), as the service takes it: `2027-02-05`. What is none is
 * answered as it is, for the service to refuse.
 */
export function dayIn(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
