import { rootOf, unitKey, countedUnitNames } from '../../contract/unit-key.js';
import type { UnitName, UnitSpelling } from '../../contract/unit-name.js';
import type { UnitMergeRow } from './unit-merge.entity.js';

export type MergeFault = 'unit-merge.same' | 'unit-merge.circle' | 'unit-merge.exists';
type Merge = Pick<UnitMergeRow, 'id' | 'name' | 'intoName' | 'createdAt'>;

/**
 * Judges a merge beside those that exist. An existing merge that says the same is answered as it is;
 * `null` if the merge can be made.
 */
export function judgeMerge(
  name: string,
  into: string,
  merges: readonly UnitMergeRow[],
): UnitMergeRow | MergeFault | null {
  const [key, intoKey] = [unitKey(name), unitKey(into)];
  if (key === intoKey) return 'unit-merge.same';
  const existing = merges.find(({ nameKey }) => nameKey === key);
  if (existing) return unitKey(existing.intoName) === intoKey ? existing : 'unit-merge.exists';
  return unitKey(rootOf(into, intoOf(merges))) === key ? 'unit-merge.circle' : null;
}

/**
 * Puts the spellings together into units, in order of name. A unit that was merged is no line of its own, but
 * stands with the one that it became, whether anybody is in it or not.
 * @param spellings as they are stored, each once
 * @param merges oldest first
 */
export function unitsAmong(spellings: readonly UnitSpelling[], merges: readonly Merge[]): UnitName[] {
  const nameOf = nameFor(spellings, merges);
  const units = new Map<string, UnitName>();
  const unitCalled = (name: string): UnitName => {
    const shown = nameOf(name)!;
    let unit = units.get(shown);
    if (!unit) units.set(shown, (unit = { name: shown, people: 0, spellings: [], merged: [] }));
    return unit;
  };
  const mergedKeys = new Set(merges.map(({ name }) => unitKey(name)));
  const mergedPeople = new Map<string, number>();
  for (const spelling of spellings) {
    const unit = unitCalled(spelling.name);
    const key = unitKey(spelling.name);
    unit.people += spelling.people;
    if (mergedKeys.has(key)) mergedPeople.set(key, (mergedPeople.get(key) ?? 0) + spelling.people);
    else unit.spellings.push(spelling);
  }
  for (const { id, name, createdAt } of merges) {
    unitCalled(name).merged.push({ id, name, people: mergedPeople.get(unitKey(name)) ?? 0, createdAt });
  }
  for (const unit of units.values()) unit.spellings.sort((a, b) => b.people - a.people || byName(a, b));
  return [...units.values()].sort(byName);
}

/** Order of the list, the same on both databases. */
export const byName = (a: { name: string }, b: { name: string }): number =>
  collator.compare(a.name, b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const collator = new Intl.Collator('vi');

const intoOf = (merges: readonly Pick<UnitMergeRow, 'name' | 'intoName'>[]): Map<string, string> =>
  new Map(merges.map(({ name, intoName }) => [unitKey(name), intoName]));

function nameFor(
  spellings: readonly UnitSpelling[],
  merges: readonly Merge[],
): (name: string) => string | null {
  return countedUnitNames(
    new Map(spellings.map(({ name, people }) => [name, people])),
    merges.map(({ name, intoName }) => ({ name, into: intoName })),
  );
}
