import { oneLine } from '../../contract/clean-text.js';
import type { SiteLevel } from '../../contract/site.js';
import type { Unit } from '../../contract/unit.js';
import data from './units-2025.json' with { type: 'json' };

/** Levels of units by the first words of their names. */
const LEVELS: readonly (readonly [string, SiteLevel])[] = [
  ['Xã ', 'commune'],
  ['Phường ', 'ward'],
  ['Đặc khu ', 'special_zone'],
  ['Tỉnh ', 'province'],
  ['Thành phố ', 'province'],
];

interface Directory {
  provinces: Unit[];
  /** By the province's code, in order of code. */
  units: Map<string, Unit[]>;
  byCode: Map<string, Unit>;
  byOldCode: Map<string, Unit>;
}
let directory: Directory | null = null;

/** The 34 provinces in order of code. */
export const provinces = (): readonly Unit[] => loaded().provinces;

/** The units of a province in order of code; `null` if there is no such province. */
export const unitsOf = (province: string): readonly Unit[] | null => loaded().units.get(province) ?? null;

/** The commune, ward or special zone that has this code now. */
export const unitWithCode = (code: string): Unit | undefined => loaded().byCode.get(code);

/** The unit that the one with this code of before 1 July 2025 went into. */
export const unitWithOldCode = (code: string): Unit | undefined => loaded().byOldCode.get(code);

/**
 * The code that a site has now, for a text that may name it by an old one; the text itself if it is no old
 * code.
 */
export function newCodeOf(code: string): string {
  const whole = wholeUnitCode(code) ?? code;
  return unitWithOldCode(oneLine(whole))?.code ?? whole;
}

/**
 * Restores the zero that a spreadsheet dropped from a unit's code of five digits; `null` if the text is no
 * such code.
 */
export function wholeUnitCode(text: string): string | null {
  const key = oneLine(text);
  if (!/^\d{4}$/.test(key)) return null;
  const whole = key.padStart(5, '0');
  return unitWithOldCode(whole) || unitWithCode(whole) ? whole : null;
}

/** Reads the file once, when somebody asks: most services never do. */
function loaded(): Directory {
  return (directory ??= read());
}

function read(): Directory {
  const made: Directory = { provinces: [], units: new Map(), byCode: new Map(), byOldCode: new Map() };
  for (const { code, name, units } of data.provinces) {
    const below = units.map((line) => unitOf(line, code));
    made.provinces.push({
      code,
      name,
      level: levelOf(name),
      provinceCode: null,
      units: below.length,
      oldCodes: [],
    });
    made.units.set(code, below);
    for (const unit of below) {
      made.byCode.set(unit.code, unit);
      for (const old of unit.oldCodes) made.byOldCode.set(old, unit);
    }
  }
  return made;
}

/** @param line `code name|old code,old code` */
function unitOf(line: string, provinceCode: string): Unit {
  const [words = '', old = ''] = line.split('|');
  const name = words.slice(words.indexOf(' ') + 1);
  const oldCodes = old === '' ? [] : old.split(',');
  return {
    code: words.slice(0, words.indexOf(' ')),
    name,
    level: levelOf(name),
    provinceCode,
    units: 0,
    oldCodes,
  };
}

function levelOf(name: string): SiteLevel {
  return LEVELS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'other';
}
