import type { SiteLevel } from './site.js';
import type { Id } from './wire.js';

/** An administrative unit since 1 July 2025, as the directory lists it. */
export interface Unit {
  /** Two digits for a province, five for a unit below it. */
  code: string;
  name: string;
  /** `province`, `commune`, `ward` or `special_zone`. */
  level: SiteLevel;
  /** `null` if the unit is a province itself. */
  provinceCode: string | null;
  /** How many units lie directly below. */
  units: number;
  /**
   * Codes from before 1 July 2025 of the units that went into this one. Where one was divided,
   * its code is with one part alone.
   */
  oldCodes: string[];
}

/** Makes sites of all communes, wards and special zones of a province. */
export interface FromUnitsBody {
  /** The province's code. */
  province: string;
  /** A site or a group of the conference that new sites stand under; `null` and absent: none. */
  parentId?: Id | null;
}
export interface FromUnitsReply {
  created: number;
  /** Units whose code a site or a group of the conference has already: it stays as it is. */
  unchanged: number;
}
