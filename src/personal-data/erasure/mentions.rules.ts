import { normalizedCode } from '../../contract/personal-code.js';

/** What a text is searched for. */
export interface Traits {
  names: string[];
  phones: string[];
  emails: string[];
  codes: string[];
}
type Span = [start: number, end: number];

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Between two words of a name: blanks, line breaks, dots of initials, hyphens. */
const GAP = /^(?:\s+|[\s.·_-]{1,3})$/u;
const SHORTEST_CODE = 4;
const SHORTEST_PHONE = 8;
/** Between two digits of a number. */
const SEPARATORS = String.raw`[\s.()/\u2010-\u2015-]*`;

/**
 * A word as names are compared: without case, and with the tone mark anywhere in it (`Hoà`, `Hòa`).
 */
const keyOf = (word: string): string => {
  const parts = word.normalize('NFD').toLowerCase();
  return parts.replace(/\p{M}/gu, '') + (parts.match(/\p{M}/gu) ?? []).sort().join('');
};
const bare = (word: string): string => keyOf(word).replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/**
 * Finds a full name. Marks have to be those of the name (`Ân` is not `An`), or all missing. A name of one
 * word is too common for that: it has to be written alike, its case too.
 */
function spansOfName(text: string, name: string): Span[] {
  const sought = name.match(WORD) ?? [];
  if (sought.length === 0) return [];
  const words = [...text.matchAll(WORD)];
  const spans: Span[] = [];
  for (let at = 0; at + sought.length <= words.length; at += 1) {
    const found = words.slice(at, at + sought.length);
    const isClose = found.every(
      (word, nth) =>
        nth === 0 || GAP.test(text.slice(found[nth - 1]!.index + found[nth - 1]![0].length, word.index)),
    );
    if (
      isClose &&
      isAlike(
        found.map(([word]) => word),
        sought,
      )
    )
      spans.push([found[0]!.index, found.at(-1)!.index + found.at(-1)![0].length]);
  }
  return spans;
}

function isAlike(found: readonly string[], sought: readonly string[]): boolean {
  if (sought.length === 1) return found[0]!.normalize('NFC') === sought[0]!.normalize('NFC');
  if (found.every((word, at) => keyOf(word) === keyOf(sought[at]!))) return true;
  const isBare = found.every((word) => keyOf(word) === bare(word));
  return isBare && found.every((word, at) => bare(word) === bare(sought[at]!));
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}
const escaped = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A number as people write it: with blanks, dots, slashes or dashes, `0…`, `+84…` or `0084…`. */
function phonePattern(phone: string): RegExp | null {
  const digits = phone.replace(/\D/g, '').replace(/^(?:84|0)/, '');
  if (digits.length < SHORTEST_PHONE - 1) return null;
  const number = [...digits].join(SEPARATORS);
  return new RegExp(`(?<!\\d)(?:(?:\\+|00)?84|0)?${SEPARATORS}${number}(?!\\d)`, 'gu');
}
function codePattern(code: string): RegExp | null {
  const signs = [...normalizedCode(code)];
  if (signs.length < SHORTEST_CODE) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])${signs.map(escaped).join('[\\s-]*')}(?![\\p{L}\\p{N}])`, 'giu');
}
const emailPattern = (email: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}._%+-])${escaped(email)}(?![\\p{L}\\p{N}])`, 'giu');

/** Where a text names the person, in order, without overlaps. */
export function spansIn(text: string, { names, phones, emails, codes }: Traits): Span[] {
  const patterns = [...phones.map(phonePattern), ...codes.map(codePattern), ...emails.map(emailPattern)];
  const spans = [
    ...names.flatMap((name) => spansOfName(text, name)),
    ...patterns.flatMap((pattern) => (pattern === null ? [] : spansOf(text, pattern))),
  ].sort(([a], [b]) => a - b);
  const apart: Span[] = [];
  for (const [start, end] of spans) {
    const last = apart.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** The text with the label instead of each mention; the same text if there is none. */
export function withoutMentions(text: string, traits: Traits, label: string): string {
  const parsed = jsonIn(text);
  if (parsed !== undefined) {
    const cleared = clearedIn(parsed, traits, label);
    return cleared === parsed ? text : JSON.stringify(cleared);
  }
  let [result, from] = ['', 0];
  for (const [start, end] of spansIn(text, traits)) {
    result += text.slice(from, start) + label;
    from = end;
  }
  return from === 0 && result === '' ? text : result + text.slice(from);
}

/** Parses objects and arrays only: a note of digits is a text. */
function jsonIn(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Answers the same object where nothing was found. Keys are ours and not searched. */
function clearedIn<T>(value: T, traits: Traits, label: string): T {
  if (typeof value === 'string') return withoutMentions(value, traits, label) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, one]) => [key, clearedIn(one as unknown, traits, label)] as const,
  );
  if (entries.every(([key, one]) => one === (value as Record<string, unknown>)[key])) return value;
  return (Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)) as T;
}

/** What to look for: the name, with and without what follows it in brackets. */
export function traitsOf(
  people: readonly {
    fullName: string;
    phone: string | null;
    email: string | null;
    code: string;
    officeCodeKey: string | null;
  }[],
): Traits {
  const distinct = (texts: (string | null)[]): string[] => [
    ...new Set(texts.filter((text): text is string => text !== null && text.trim() !== '')),
  ];
  return {
    names: distinct(people.flatMap(({ fullName }) => [fullName, fullName.replace(/\s*[([].*$/u, '')])),
    phones: distinct(people.map(({ phone }) => phone)),
    emails: distinct(people.map(({ email }) => email)),
    codes: distinct(people.flatMap(({ code, officeCodeKey }) => [code, officeCodeKey])),
  };
}

/** What replaces a name. It is stored, so it is in one language. */
export const erasedName = (number: number): string => `Đã xoá ${number}`;
