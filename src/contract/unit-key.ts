import { oneLine } from './clean-text.js';

/** The marks of Vietnamese tones. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * A unit's name as units are compared: cleaned, without case, with each tone at the end of its syllable
 * (`Hòa` is `Hoà`), with one kind of dash and of blank, without punctuation at its end. Letters keep their
 * hats and hooks: `Tân Sơn` is not `Tân Son`.
 */
export function unitKey(name: string): string {
  return oneLine(name)
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replace(/[\p{L}\p{M}]+/gu, toneLast)
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s*([-,;/])\s*/gu, '$1')
    .replace(/[\p{P}\p{S}\s]+$/gu, closing);
}

/** A syllable has one tone, so its place says nothing. */
function toneLast(word: string): string {
  const tones = word.match(TONE);
  return tones?.length === 1 ? word.replace(TONE, '') + tones[0] : word;
}

/** A closing bracket at the end belongs to the name: `Trường THPT (cơ sở 2)`. */
const closing = (end: string): string => (end.startsWith(')') ? ')' : '');

/** Two units that an organizer has made one. */
export interface MergedNames {
  name: string;
  into: string;
}

/**
 * Answers for each name the one that its unit is shown by: the commonest spelling among the
 * names given, of equally common ones the first by alphabet. A unit that was merged into
 * another is shown by the other's name.
 * @param names every name as often as it occurs; `null` is no unit and stays so
 */
export function unitNames(
  names: Iterable<string | null>,
  merges: readonly MergedNames[] = [],
): (name: string | null) => string | null {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return countedUnitNames(counts, merges);
}

/** As `unitNames`, by how often each name occurs. */
export function countedUnitNames(
  counts: ReadonlyMap<string, number>,
  merges: readonly MergedNames[],
): (name: string | null) => string | null {
  const intoOf = new Map(merges.map(({ name, into }) => [unitKey(name), into]));
  const spellings = new Map<string, Map<string, number>>();
  for (const [name, people] of counts) {
    const key = unitKey(name);
    const ofUnit = spellings.get(key) ?? new Map<string, number>();
    spellings.set(key, ofUnit.set(name, people));
  }
  const shown = new Map<string, string>();
  const nameOf = (name: string): string => {
    const known = shown.get(name);
    if (known !== undefined) return known;
    const root = rootOf(name, intoOf);
    const found = commonest(spellings.get(unitKey(root))) ?? root;
    shown.set(name, found);
    return found;
  };
  return (name) => (name === null ? null : nameOf(name));
}

/**
 * The name that a unit ends up with, however often it was merged. A circle, which no
 * service makes, ends where it began.
 */
export function rootOf(name: string, intoOf: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let at = name;
  for (let key = unitKey(at); intoOf.has(key) && !seen.has(key); key = unitKey(at)) {
    seen.add(key);
    at = intoOf.get(key)!;
  }
  return at;
}

function commonest(spellings: ReadonlyMap<string, number> | undefined): string | undefined {
  const sorted = [...(spellings ?? [])].sort(
    ([a, many], [b, few]) => few - many || a.localeCompare(b, 'vi') || (a < b ? -1 : 1),
  );
  return sorted[0]?.[0];
}
