import { shown } from '../../platform/sheets/faults.rules.js';
import type { ImportWarning } from '../../contract/import.js';
import { isCodeSound, normalizedCode } from '../../contract/personal-code.js';

/** Shorter codes are guessed by trying them all. */
export const LEAST_CODE_LENGTH = 8;
/**
 * Numbers this near each other belong to one count, `HV010, HV015, HV020` too,
 * where three or more of them follow.
 */
const NEAR = 10n;
const ENOUGH = 3;

interface Coded {
  row: number;
  sheet?: string | null;
  code: string | null;
}
/** A code with a number in it: codes of one shape differ in that number alone. */
interface Numbered {
  row: number;
  code: string;
  number: bigint;
}

/**
 * Warns of codes that somebody can guess: the short and the counted up. One
 * warning a row, in order of the rows.
 */
export function weakCodes(rows: readonly Coded[]): ImportWarning[] {
  const own = rows.filter(
    (row): row is Coded & { code: string } => row.code !== null && isCodeSound(row.code) !== true,
  );
  const warnings = new Map<number, ImportWarning>();
  for (const { row, code, follows } of consecutive(own))
    warnings.set(row, {
      row,
      column: 'code',
      code: 'code.consecutive',
      message:
        `The code ${shown(code)} is counted up beside ${shown(follows)}: who knows one guesses ` + 'the next',
    });
  for (const { row, code } of own) {
    const { length } = normalizedCode(code);
    if (length < LEAST_CODE_LENGTH)
      warnings.set(row, {
        row,
        column: 'code',
        code: 'code.short',
        message:
          `The code ${shown(code)} has ${length} characters; ` +
          `fewer than ${LEAST_CODE_LENGTH} can be guessed`,
      });
  }
  return [...warnings.values()].sort((a, b) => a.row! - b.row!);
}

function consecutive(
  rows: readonly (Coded & { code: string })[],
): { row: number; code: string; follows: string }[] {
  const shapes = new Map<string, Numbered[]>();
  for (const { row, code } of rows) {
    const [, before, digits, after] = /^(.*?)(\d+)(\D*)$/.exec(normalizedCode(code)) ?? [];
    if (digits === undefined) continue;
    const shape = `${before}#${after}`;
    const alike = shapes.get(shape) ?? [];
    alike.push({ row, code, number: BigInt(digits) });
    shapes.set(shape, alike);
  }
  return [...shapes.values()].flatMap(inSeries);
}

/** Codes of one shape whose numbers follow each other. */
function inSeries(codes: Numbered[]): { row: number; code: string; follows: string }[] {
  const sorted = [...codes].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
  const series: Numbered[][] = [];
  for (const code of sorted) {
    const last = series.at(-1)?.at(-1);
    if (last !== undefined && code.number - last.number <= NEAR) series.at(-1)!.push(code);
    else series.push([code]);
  }
  return series
    .filter(
      (one) =>
        one.length >= ENOUGH || one.some(({ number }, at) => at > 0 && number - one[at - 1]!.number === 1n),
    )
    .flatMap((one) =>
      one.map(({ row, code }, at) => ({ row, code, follows: (one[at - 1] ?? one[at + 1])!.code })),
    );
}
