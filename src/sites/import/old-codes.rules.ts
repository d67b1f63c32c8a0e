import type { ImportWarning } from '../../contract/import.js';
import type { Unit } from '../../contract/unit.js';
import { oneLine } from '../../contract/clean-text.js';
import { unitKey } from '../../contract/unit-key.js';
import { type Faults, placed, shown } from '../../platform/sheets/faults.rules.js';
import type { SiteCandidate } from './site-candidate.rules.js';
import { newCodeOf, unitWithCode, unitWithOldCode, wholeUnitCode } from '../units/unit-directory.js';

/** The result of mapping codes of before 1 July 2025. */
export interface MappedRows {
  /**
   * Rows as they are taken, in the order of the file. Rows that became one site
   * stand where the first of them stood.
   */
  candidates: SiteCandidate[];
  warnings: ImportWarning[];
  /** How many rows have another code now. */
  mapped: number;
}
const MERGED_ADVICE =
  'Their figures are added up; of their addresses, contacts and parents the first one is kept';
const NOT_MAPPED = 'Since 1 July 2025 no commune, ward or special zone has it, and none had it before';

/**
 * Gives rows the codes and names of the units that theirs went into. Several rows that went into one become
 * one site: its headcount is their sum, its address, contact and parent are the first that a row has; a
 * warning lists them. A row whose code is of no unit is a fault; a code of four digits has lost its zero; a
 * group keeps its own code. A unit that was divided is taken to the one part that the directory knows, so the
 * result is a proposal.
 */
export function withNewCodes(candidates: readonly SiteCandidate[], faults: Faults): MappedRows {
  const places = new Map<string, { unit: Unit; rows: SiteCandidate[] }>();
  const taken: (SiteCandidate | { unit: Unit; rows: SiteCandidate[] })[] = [];
  let mapped = 0;
  for (const candidate of candidates) {
    const unit = candidate.kind === 'group' ? null : unitOf(candidate, faults);
    if (unit === undefined) continue;
    if (unit === null) {
      taken.push(candidate);
      continue;
    }
    if (unit.code !== oneLine(candidate.code)) mapped += 1;
    const place = places.get(unit.code);
    if (place) place.rows.push(candidate);
    else {
      const made = { unit, rows: [candidate] };
      places.set(unit.code, made);
      taken.push(made);
    }
  }
  const warnings = [...places.values()].flatMap(({ unit, rows }) =>
    rows.length > 1 ? [mergedWarning(unit, rows)] : [],
  );
  const result = taken.map((one) => ('unit' in one ? siteOf(one.unit, one.rows) : one));
  return { candidates: result.map(withNewParent), warnings, mapped };
}

/**
 * Warns of a file whose codes are mostly those of administrative units that are not what the codes say today,
 * while nobody has asked to map them: units that ended on 1 July 2025, and codes that lost a zero to a
 * spreadsheet.
 */
export function oldCodesWarning(
  candidates: readonly Pick<SiteCandidate, 'code' | 'name'>[],
): ImportWarning[] {
  const ended = candidates.filter(isOfEndedUnit).length;
  const shortened = candidates.filter(({ code }) => wholeUnitCode(code) !== null).length;
  const found = ended + shortened;
  if (found < Math.min(FEWEST_OLD, candidates.length) || found === 0 || found * 2 < candidates.length)
    return [];
  const what = `${found} of ${candidates.length} codes are of units that ended on 1 July 2025`;
  const zeros = shortened > 0 ? `; ${shortened} of them lack the zero in front` : '';
  const message = `${what}${zeros}; with oldCodes=true they are mapped to the units of today`;
  return [{ code: 'unit.old-codes', message }];
}
/** A few such codes may be an office's own. */
const FEWEST_OLD = 3;

/** Some codes of old units are those of new ones with another name. */
function isOfEndedUnit({ code, name }: Pick<SiteCandidate, 'code' | 'name'>): boolean {
  const key = oneLine(code);
  if (!unitWithOldCode(key)) return false;
  const today = unitWithCode(key);
  return today === undefined || unitKey(today.name) !== unitKey(name);
}

/** `undefined` if the code is of no unit: then a fault is noted. */
function unitOf(candidate: SiteCandidate, faults: Faults): Unit | undefined {
  const key = oneLine(candidate.code);
  const code = wholeUnitCode(key) ?? key;
  const unit = unitWithOldCode(code) ?? unitWithCode(code);
  if (unit) return unit;
  const message = `${shown(key)} is no code of an administrative unit. ${NOT_MAPPED}`;
  faults.add(candidate, 'code', 'cell.unit-unknown', message, key);
  return undefined;
}

function siteOf({ code, name, level }: Unit, rows: readonly SiteCandidate[]): SiteCandidate {
  const [first] = rows as readonly [SiteCandidate, ...SiteCandidate[]];
  const figures = rows.flatMap(({ expected }) => expected ?? []);
  const given = <K extends keyof SiteCandidate>(field: K): SiteCandidate[K] | null =>
    rows.map((row) => row[field]).find((value) => value !== null) ?? null;
  return {
    ...first,
    code,
    name,
    level,
    parentCode: given('parentCode'),
    expected: figures.length === 0 ? null : figures.reduce((sum, one) => sum + one, 0),
    address: given('address'),
    contactName: given('contactName'),
    contactPhone: given('contactPhone'),
    line: given('line'),
  };
}

/** A parent may be named by its old code too. What would stand under itself stands under none. */
function withNewParent(candidate: SiteCandidate): SiteCandidate {
  if (candidate.parentCode === null) return candidate;
  const parentCode = newCodeOf(candidate.parentCode);
  return { ...candidate, parentCode: parentCode === candidate.code ? null : parentCode };
}

function mergedWarning({ code, name }: Unit, rows: readonly SiteCandidate[]): ImportWarning {
  const list = rows.map((row) => `${row.code} ${row.name} (${placed(row)})`).join(', ');
  const unit = shown(`${code} ${name}`);
  const message = `${rows.length} rows become one site, ${unit}: ${list}. ${MERGED_ADVICE}`;
  const { row, sheet } = rows[0]!;
  return { row, ...(sheet ? { sheet } : {}), column: 'code', code: 'unit.merged', message };
}
