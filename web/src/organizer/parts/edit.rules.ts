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

/** The fields that the form has changed: what it only shows is not sent, for it may be old. */
export const touchedBy = (original: Fields, form: Fields): Fields =>
  Object.fromEntries(Object.entries(form).filter(([field, value]) => !isSame(value, original[field])));

/**
 * Where both have changed the same thing since `base`, and differently.
 * @param base what whoever fills in the form has seen
 */
export const clashesOf = (touched: Fields, base: Fields, current: Fields): Clash[] =>
  Object.entries(touched)
    .filter(([field, mine]) => !isSame(current[field], base[field]) && !isSame(current[field], mine))
    .map(([field, mine]) => ({ field, mine, theirs: current[field] }));
