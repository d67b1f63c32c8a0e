type Fields = Readonly<Record<string, unknown>>;
/** A field that two people have changed, each to another value. */
export interface Clash {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** An empty field of a form, and one that has no value, are the same. */
const plain = (value: unknown): string => JSON.stringify(value === '' ? null : (value ?? null));
const isSame = (a: unknown, b: unknown): boolean => plain(a) === plain(b);

/** The fields that the form has changed. Others are not sent: they may be outdated. */
export const touchedBy = (original: Fields, form: Fields): Fields =>
  Object.fromEntries(Object.entries(form).filter(([field, value]) => !isSame(value, original[field])));

/**
 * The fields that both have changed since `base`, each to another value.
 * @param base the values that the person at the form has seen
 */
export const clashesOf = (touched: Fields, base: Fields, current: Fields): Clash[] =>
  Object.entries(touched)
    .filter(([field, mine]) => !isSame(current[field], base[field]) && !isSame(current[field], mine))
    .map(([field, mine]) => ({ field, mine, theirs: current[field] }));
