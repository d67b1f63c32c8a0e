import { folded } from '../../contract/folded.js';
import type { ImportColumn, ImportFault } from '../../contract/import.js';
import type { Headings } from './headings.rules.js';
import type { Sheet, SheetRow } from './sheet.js';
import { keyOf, letters } from './column-names.js';

/**
 * A field that a table may bring, and what offices head its column: any case, with
 * or without diacritics and blanks.
 */
export interface ColumnSpec<Name extends string> {
  name: Name;
  headings: readonly string[];
  required?: true;
  /** Digits and letters that a spreadsheet may take for a number or a date. */
  isCode?: true;
  /**
   * A name that may stand in parts: what offices head a column of the family name, of
   * names between, of the given name.
   */
  parts?: { family: readonly string[]; middle: readonly string[]; given: readonly string[] };
}
/** From column key to field, chosen by a person; `null` if the column is not used. */
export type ColumnMapping<Name extends string = string> = Readonly<Record<string, Name | null>>;

/** Where each field stands: its columns, from 0, in the order in which their texts are joined. */
export type Places<Name extends string> = Map<Name, number[]>;
export interface Assignment<Name extends string> {
  places: Places<Name>;
  columns: ImportColumn[];
  /** Ambiguous headings: a person has to choose. */
  unclear: ImportFault[];
}

type Part = 'family' | 'middle' | 'given';
/**
 * The field, or part of a field, that a heading names. `isWhole`: the whole heading names it, not only its
 * last words.
 */
interface Meaning<Name> {
  field: Name;
  part: Part | null;
  isWhole: boolean;
  /** Place of the words among those that offices use; the first say it best. */
  rank: number;
}
interface Column<Name> {
  at: number;
  heading: string;
  key: string;
  meanings: Meaning<Name>[];
}

const PARTS = ['family', 'middle', 'given'] as const;
/** Rows in which columns are compared with each other. */
const COMPARED_ROWS = 2_000;

/**
 * Says which columns below these headings hold which field. A person's mapping
 * goes before what the headings say.
 */
export function assigned<Name extends string>(
  sheet: Sheet,
  headings: Headings,
  specs: readonly ColumnSpec<Name>[],
  mapping: ColumnMapping<Name> = {},
): Assignment<Name> {
  const first = headings.at + headings.depth;
  const rows = sheet.rows.slice(first, first + COMPARED_ROWS);
  const columns = columnsOf(headings, lastRows(sheet), specs);
  const places: Places<Name> = new Map();
  const unclear: ImportFault[] = [];
  const byHand = columns.filter(({ key }) => Object.hasOwn(mapping, key));
  for (const { key, at } of byHand) {
    const field = mapping[key]!;
    if (field !== null) places.set(field, [...(places.get(field) ?? []), at]);
  }
  const open = columns.filter((column) => !byHand.includes(column));
  for (const spec of specs) {
    if (places.has(spec.name)) continue;
    const found = placesOf(spec, open, { headings, rows, untitled: untitledBeside(columns, byHand, rows) });
    if (found.at.length > 0) places.set(spec.name, found.at);
    if (found.unclear !== null) unclear.push(faultOf(sheet, headings, spec.name, found.unclear));
  }
  const fields = new Map([...places].flatMap(([field, at]) => at.map((column) => [column, field] as const)));
  const listed = columns.map(({ at, heading, key }) => ({
    key,
    column: letters(at),
    heading,
    field: fields.get(at) ?? null,
    ...(sheet.name === '' ? {} : { sheet: sheet.name }),
    ...(sheet.hiddenColumns.includes(at) ? { isHidden: true } : {}),
  }));
  return { places, columns: listed, unclear };
}

const lastRowsOf = new WeakMap<Sheet, (number | undefined)[]>();

/**
 * By column, the index of the last row that holds something in it. Looked for once:
 * headings are sought in many rows.
 */
function lastRows(sheet: Sheet): (number | undefined)[] {
  let last = lastRowsOf.get(sheet);
  if (last) return last;
  last = [];
  for (const [at, { cells }] of sheet.rows.entries())
    for (let column = 0; column < cells.length; column += 1) if (cells[column]) last[column] = at;
  lastRowsOf.set(sheet, last);
  return last;
}

/** Every column with a heading, and those without one that hold something. */
function columnsOf<Name extends string>(
  { at: start, depth, texts }: Headings,
  last: readonly (number | undefined)[],
  specs: readonly ColumnSpec<Name>[],
): Column<Name>[] {
  const width = Math.max(texts.length, last.length);
  const times = new Map<string, number>();
  return Array.from({ length: width }, (_, at) => at).flatMap((at) => {
    const heading = texts[at] ?? '';
    if (heading === '' && (last[at] ?? -1) < start + depth) return [];
    const plain = heading === '' ? `#${letters(at)}` : keyOf(heading) || `#${letters(at)}`;
    const nth = (times.get(plain) ?? 0) + 1;
    times.set(plain, nth);
    return [
      { at, heading, key: nth === 1 ? plain : `${plain}#${nth}`, meanings: meaningsOf(heading, specs) },
    ];
  });
}

/** The columns without headings that hold something, by the column to their left. */
function untitledBeside<Name>(
  columns: readonly Column<Name>[],
  byHand: readonly Column<Name>[],
  rows: readonly SheetRow[],
): (column: number) => Column<Name> | undefined {
  return (column) => {
    const beside = columns.find(({ at, heading }) => at === column + 1 && heading === '');
    if (!beside || byHand.includes(beside)) return undefined;
    return rows.some(({ cells }) => Boolean(cells[column]) && Boolean(cells[beside.at])) ? beside : undefined;
  };
}

interface Surroundings<Name> {
  headings: Headings;
  rows: readonly SheetRow[];
  untitled: (column: number) => Column<Name> | undefined;
}
interface Found {
  at: number[];
  /** The headings between which nobody but a person can choose. */
  unclear: string[] | null;
}
const clear = (at: readonly number[]): Found => ({ at: [...at], unclear: null });
const unclearly = (at: readonly number[], headings: readonly string[]): Found => ({
  at: [...at],
  unclear: [...headings],
});

function placesOf<Name extends string>(
  spec: ColumnSpec<Name>,
  columns: readonly Column<Name>[],
  around: Surroundings<Name>,
): Found {
  const saying = (part: Part | null, isWhole: boolean): Column<Name>[] =>
    columns
      .flatMap((column) => {
        const chosen = column.meanings.find(
          (one) => one.field === spec.name && one.part === part && one.isWhole === isWhole,
        );
        return chosen ? [{ column, rank: chosen.rank }] : [];
      })
      .sort((a, b) => a.rank - b.rank)
      .map(({ column }) => column);
  const either = (part: Part | null): Column<Name>[] => {
    const whole = saying(part, true);
    return whole.length > 0
      ? whole
      : saying(part, false).filter(({ meanings }) => !meanings.some((one) => one.isWhole));
  };
  if (!spec.parts) {
    const found = either(null);
    // Of columns that say the same in fewer words, none is more right than another.
    const isGuess = found.length > 1 && saying(null, true).length === 0;
    return isGuess
      ? unclearly(
          [found[0]!.at],
          found.map(({ heading }) => heading),
        )
      : clear(found.slice(0, 1).map(({ at }) => at));
  }
  return nameIn(either(null), Object.fromEntries(PARTS.map((part) => [part, either(part)])) as never, around);
}

/**
 * A name from its whole column or from its parts; `Tên` alone is a whole name,
 * beside a `Họ …` it is the given one.
 */
function nameIn<Name>(
  whole: readonly Column<Name>[],
  parts: Record<Part, readonly Column<Name>[]>,
  { headings, rows, untitled }: Surroundings<Name>,
): Found {
  const given = parts.given[0];
  const full = whole.filter((column) => !parts.given.includes(column));
  const families = [...parts.family, ...parts.middle].sort((a, b) => a.at - b.at);
  if (full.length === 0 && families.length === 0) {
    const [alone] = whole;
    return alone ? besideOf(alone, [alone.at], untitled) : clear([]);
  }
  if (full.length === 0) {
    const [first] = families;
    if (!given) return first ? unclearly([], [first.heading]) : clear([]);
    return clear([...families.slice(0, 2).map(({ at }) => at), given.at]);
  }
  const [first] = full;
  // One heading over several columns: the name lies in all of them.
  const joined = [first!.at];
  while (headings.merged.has(joined.at(-1)! + 1)) joined.push(joined.at(-1)! + 1);
  const others = [
    ...full.slice(1).filter(({ at }) => !joined.includes(at)),
    ...families,
    ...(given ? [given] : []),
  ];
  if (joined.length > 1) return clear(joined);
  const contradicting = others.filter(
    ({ at }) => !rows.every(({ cells }) => contains(cells[first!.at], cells[at])),
  );
  if (contradicting.length > 0)
    return unclearly(
      joined,
      [first!, ...contradicting].map(({ heading }) => heading),
    );
  return besideOf(first!, joined, untitled);
}

/** A column without a heading beside a name may be its other half. */
function besideOf<Name>(
  column: Column<Name>,
  at: readonly number[],
  untitled: (column: number) => Column<Name> | undefined,
): Found {
  return untitled(column.at) ? unclearly(at, [column.heading, '']) : clear(at);
}

const contains = (whole = '', part = ''): boolean =>
  ` ${folded(whole)} `.includes(` ${folded(part)} `) || part === '';

function faultOf(sheet: Sheet, headings: Headings, field: string, words: readonly string[]): ImportFault {
  const quoted = words
    .map((word) => (word === '' ? 'a column without a heading' : `"${word}"`))
    .join(' and ');
  return {
    row: sheet.rows[headings.at]!.row,
    column: field,
    code: 'column.unclear',
    message: `It is not clear which of ${quoted} hold the ${field}: say so for each column`,
    ...(sheet.name === '' ? {} : { sheet: sheet.name }),
  };
}

/**
 * `Mã (*)`, `Mã / Code` and `MÃ:` all are `ma`; of `Liên hệ · Điện thoại` the last
 * words count less than the whole.
 */
function meaningsOf<Name extends string>(
  heading: string,
  specs: readonly ColumnSpec<Name>[],
): Meaning<Name>[] {
  if (heading === '' || heading.length > 160) return [];
  const plain = heading.replace(/\([^)]*\)/g, ' ');
  const levels = plain.split(' · ');
  const whole = [
    heading,
    plain,
    [...levels].reverse().join(' '),
    ...(levels.length === 1 ? plain.split('/') : []),
  ];
  const exact = knownAs(whole.map(keyOf), specs, true);
  return exact.length > 0 || levels.length === 1 ? exact : knownAs([keyOf(levels.at(-1)!)], specs, false);
}

function knownAs<Name extends string>(
  keys: readonly string[],
  specs: readonly ColumnSpec<Name>[],
  isWhole: boolean,
): Meaning<Name>[] {
  return specs.flatMap(({ name, headings, parts }) => {
    const rankIn = (words: readonly string[]): number =>
      words.findIndex((word) => keys.includes(keyOf(word)));
    const ranked: [Part | null, number][] = [[null, rankIn([name, ...headings])]];
    for (const part of PARTS) if (parts) ranked.push([part, rankIn(parts[part])]);
    return ranked.flatMap(([part, rank]) => (rank < 0 ? [] : [{ field: name, part, isWhole, rank }]));
  });
}
