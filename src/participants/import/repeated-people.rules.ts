import { folded } from '../../contract/folded.js';
import type { ImportWarning } from '../../contract/import.js';
import { normalizedCode } from '../../contract/personal-code.js';
import { type Faults, placed, shown } from '../../platform/sheets/faults.rules.js';
import type { ParticipantCandidate } from './participant-candidate.rules.js';

/**
 * A line that stands twice would make two people of one. Equal in every field at one site: a fault.
 * The same name with the same telephone, e-mail or code, be it elsewhere or with another position:
 * a warning, for it may be another.
 */
export function repeatedPeople(candidates: readonly ParticipantCandidate[], faults: Faults): ImportWarning[] {
  const whole = new Map<string, ParticipantCandidate>();
  const alike = new Map<string, ParticipantCandidate>();
  const warnings: ImportWarning[] = [];
  for (const candidate of candidates) {
    const all = wholeOf(candidate);
    const equal = whole.get(all);
    if (equal !== undefined) {
      const message = `${shown(candidate.fullName)} stands with the same fields in ${placed(equal)} already`;
      faults.add(candidate, 'fullName', 'row.duplicate', message, candidate.fullName);
      continue;
    }
    whole.set(all, candidate);
    const keys = signsOf(candidate);
    const first = keys.map((key) => alike.get(key)).find(Boolean);
    if (first) warnings.push(warningOf(candidate, first));
    for (const key of keys) if (!alike.has(key)) alike.set(key, candidate);
  }
  return warnings;
}

function warningOf(
  { row, sheet, fullName }: ParticipantCandidate,
  first: ParticipantCandidate,
): ImportWarning {
  const message = `${shown(fullName)} with the same telephone, e-mail or code stands in ${placed(first)} too`;
  return { row, column: 'fullName', code: 'person.repeated', message, ...(sheet ? { sheet } : {}) };
}

function wholeOf({ row: _row, sheet: _sheet, ...fields }: ParticipantCandidate): string {
  return JSON.stringify(
    Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, value]) => folded(String(value ?? ''))),
  );
}

function signsOf({ fullName, phone, email, code }: ParticipantCandidate): string[] {
  const digits = phone?.replace(/\D/g, '').replace(/^84/, '0') ?? '';
  const signs = [digits.length >= 6 && digits, email && folded(email), code && normalizedCode(code)];
  return signs.flatMap((sign) => (sign ? [`${folded(fullName)} ${sign}`] : []));
}
