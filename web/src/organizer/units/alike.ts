import { folded } from '#contract/folded.js';
import type { UnitName } from '#contract/unit-name.js';

/** Words that offices abbreviate, as they appear in a folded name. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^(ubnd|uy ban nhan dan|uy ban|van phong ubnd)\.? /, ''],
  [/\bx\. ?/g, 'xa '],
  [/\bp\. ?/g, 'phuong '],
  [/\btt\. ?/g, 'thi tran '],
  [/\bh\. ?/g, 'huyen '],
  [/\btp\.? ?/g, 'thanh pho '],
  [/&/g, ' va '],
];

/**
 * Strips a unit's name of what is often left out or written differently: tones, `UBND`, dots, dashes, blanks.
 */
function looseKey(name: string): string {
  const short = SHORT.reduce((text, [written, meant]) => text.replace(written, meant), folded(name));
  return short.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Proposes groups of units that are probably one, the one with the most people first; a person decides. */
export function alikeUnits(units: readonly UnitName[]): UnitName[][] {
  const groups = new Map<string, UnitName[]>();
  for (const unit of units) {
    const key = looseKey(unit.name);
    if (key !== '') groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const people = (group: readonly UnitName[]): number => group.reduce((sum, unit) => sum + unit.people, 0);
  const several = [...groups.values()].filter((group) => group.length > 1);
  for (const group of several) group.sort((a, b) => b.people - a.people);
  return several.sort((a, b) => people(b) - people(a));
}
