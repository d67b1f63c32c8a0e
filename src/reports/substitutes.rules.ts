import type { Id } from '../contract/wire.js';
import type { Reach } from '../sites/reach.rules.js';
import { isNamed, isPresent, type NamedAt } from './report.rules.js';

/** Somebody who is recorded in place of another. */
export interface SubstituteRow extends NamedAt {
  substituteFor: Id;
  fullName: string;
  /** Whom they stand in for; all null if that is nobody on a list. */
  forName: string | null;
  forHomeSiteId: Id | null;
  forOrigin: NamedAt['origin'] | null;
  forState: NamedAt['state'] | null;
  forSiteId: Id | null;
}

/** Who stands in for whom at one checkpoint, as far as the reader may know their names. */
export interface Substitutes {
  /** Names of those present in place of a person, in order of their ids; `null` for who may not be named. */
  ofPerson: ReadonlyMap<Id, (string | null)[]>;
  /** The names of those in whose place others are recorded. */
  names: ReadonlyMap<Id, string>;
}

/** @param rows in order of the substitutes' ids */
export function substitutesAmong(rows: readonly SubstituteRow[], reach: Reach): Substitutes {
  const ofPerson = new Map<Id, (string | null)[]>();
  const names = new Map<Id, string>();
  for (const row of rows) {
    const { substituteFor, state, fullName } = row;
    if (isPresent(state)) {
      const own = ofPerson.get(substituteFor);
      const name = isNamed(row, reach) ? fullName : null;
      if (own) own.push(name);
      else ofPerson.set(substituteFor, [name]);
    }
    const absent = absentOf(row);
    if (absent !== null && isNamed(absent, reach)) names.set(substituteFor, row.forName!);
  }
  return { ofPerson, names };
}

function absentOf({ forHomeSiteId, forOrigin, forState, forSiteId }: SubstituteRow): NamedAt | null {
  if (forHomeSiteId === null || forOrigin === null) return null;
  return { origin: forOrigin, homeSiteId: forHomeSiteId, state: forState ?? 'unmarked', siteId: forSiteId };
}
