import type { Site } from '#contract/site.js';
import type { Unit } from '#contract/unit.js';

const KIND = /^(Tỉnh|Thành phố) /u;
const key = (code: string): string => code.normalize('NFC').trim().toLowerCase();

/** Sorts provinces by name, ignoring a leading `Tỉnh` or `Thành phố`. */
export function byProvinceName(provinces: readonly Unit[]): Unit[] {
  return [...provinces].sort((a, b) =>
    a.name.replace(KIND, '').localeCompare(b.name.replace(KIND, ''), 'vi'),
  );
}

/** Answers the units whose code no site or group of the conference has. */
export function newUnits(units: readonly Unit[], sites: readonly Pick<Site, 'code'>[]): Unit[] {
  const existing = new Set(sites.map(({ code }) => key(code)));
  return units.filter(({ code }) => !existing.has(key(code)));
}
