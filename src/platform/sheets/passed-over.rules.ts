import { shown } from './faults.rules.js';
import { folded } from '../../contract/folded.js';
import type { ImportWarning } from '../../contract/import.js';
import { isCounted } from './headings.rules.js';
import type { SheetRow } from './sheet.js';

/** A row of the file that is no record of the table. */
interface Passed {
  /** Index among the rows below the headings. */
  at: number;
  why: Pick<ImportWarning, 'code' | 'message'>;
}

const SUM = '(tong|tong cong|tong so|cong|cong chung|tong hop|total|totals|grand total|sum)( (gom|la|so))?';
const SUMMED = '(nguoi|dai bieu|hoc vien|don vi|diem cau|people|sites)';
const TOTAL = new RegExp(`^${SUM}( [\\d.,]+)?( ${SUMMED})?$`);
/** `I`, `II.`, `A`, `B)`: what official lists number their parts by. */
const ORDINAL = /^([IVXL]{1,6}|[A-H])[.)]?$/;
/** Such as `I. Khối các sở, ngành` in one cell. */
const PART = /^([IVXL]{1,6}|[A-H])[.)] /;
/** Below the last record stand its author, the date and the signature. */
const MOST_FOOTER_CELLS = 3;
const MOST_FOOTER_ROWS = 12;
/** `Bắc Ninh, ngày 20 tháng 11 năm 2026`, the numbers perhaps left open. */
const DATE_LINE = /(^|\s)ngay[\s.\d]*thang[\s.\d]*nam([\s.\d]|$)/;
/** How lines with a signature begin. */
const SIGNATURE = /^((tm|kt|tl|tuq)\.? |nguoi lap|xac nhan cua )/;

/**
 * Finds the rows of an official list that are no records: the row that counts the columns, sums, headings of
 * parts, and everything below the last record. A row with all required cells is always a record.
 * @param lacks whether the row at this index lacks what every record has
 */
export function passedOver(rows: readonly SheetRow[], lacks: (at: number) => boolean): Passed[] {
  const passed: Passed[] = [];
  const first = rows.findIndex(({ cells }) => cells.some(Boolean));
  if (first >= 0 && isCounted(rows[first]!.cells))
    passed.push({
      at: first,
      why: { code: 'row.numbering', message: 'This row counts the columns and was passed over' },
    });
  const [end, signature] = [footerOf(rows, lacks), signatureOf(rows)];
  for (let at = first + passed.length; at >= 0 && at < rows.length; at += 1) {
    const filled = rows[at]!.cells.filter(Boolean);
    if (filled.length === 0 || (!lacks(at) && at < signature)) continue;
    const words = filled.join(' ');
    if (isTotal(filled))
      passed.push({
        at,
        why: { code: 'row.total', message: `This row is a sum and was passed over: ${shown(words)}` },
      });
    else if (isPart(filled))
      passed.push({
        at,
        why: {
          code: 'row.section',
          message: `This row heads a part of the list and was passed over: ${shown(words)}`,
        },
      });
    else if (at >= Math.min(end, signature))
      passed.push({
        at,
        why: {
          code: 'row.footer',
          message: `This row stands below the list and was passed over: ${shown(words)}`,
        },
      });
  }
  return passed;
}

function isPart(filled: readonly string[]): boolean {
  const [mark = '', label = ''] = filled;
  if (filled.length === 1) return PART.test(mark);
  return filled.length === 2 && ORDINAL.test(mark) && /\p{L}{2}/u.test(label);
}

/**
 * Index from which on only short rows follow that are no records, with a blank row or a sum before them; the
 * length if there are none. Signatures stand under blank rows of their own: the topmost such place counts.
 */
function footerOf(rows: readonly SheetRow[], lacks: (at: number) => boolean): number {
  let start = rows.length;
  let short = 0;
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const filled = rows[at]!.cells.filter(Boolean);
    if (filled.length === 0) {
      if (short > 0) start = at + 1;
      continue;
    }
    if (lacks(at) && isTotal(filled)) return short > 0 ? at + 1 : start;
    if (!lacks(at) || filled.length > MOST_FOOTER_CELLS) return start;
    short += 1;
    if (short > MOST_FOOTER_ROWS) return rows.length;
  }
  // No record stands above: these rows are records at fault.
  return rows.length;
}

/**
 * Index of the line `Bắc Ninh, ngày 20 tháng 11 năm 2026` or `NGƯỜI LẬP BIỂU` above the signatures, with a
 * blank row or a sum before it; the length if there is none. Names stand below it in the columns of names,
 * and would be taken for people.
 */
function signatureOf(rows: readonly SheetRow[]): number {
  let short = 0;
  let found = rows.length;
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const filled = rows[at]!.cells.filter(Boolean);
    if (filled.length === 0) continue;
    short += 1;
    if (filled.length > MOST_FOOTER_CELLS || short > MOST_FOOTER_ROWS) break;
    if (opensSignatures(filled) && endsRecords(rows[at - 1]!)) found = at;
  }
  return found;
}

const opensSignatures = (filled: readonly string[]): boolean =>
  filled.some((cell) => DATE_LINE.test(plain(cell)) || SIGNATURE.test(plain(cell)));

const endsRecords = ({ cells }: SheetRow): boolean => {
  const filled = cells.filter(Boolean);
  return filled.length === 0 || isTotal(filled);
};

const isTotal = (filled: readonly string[]): boolean => filled.some((cell) => TOTAL.test(plain(cell)));

const plain = (cell: string): string =>
  folded(cell)
    .replace(/[^\p{L}\p{N}.,]+/gu, ' ')
    .trim();
