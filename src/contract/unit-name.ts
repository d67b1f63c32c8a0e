import type { Id, Instant } from './wire.js';

/**
 * A unit as the people of a conference name it: all spellings with one key (see
 * `unit-key.ts`), and the units merged into it.
 */
export interface UnitName {
  /** The commonest spelling. */
  name: string;
  people: number;
  /** How the unit itself is spelt, the commonest first. */
  spellings: UnitSpelling[];
  /** Units that an organizer has made one with this one, oldest first; their people are among `people`. */
  merged: MergedUnit[];
}
export interface UnitSpelling {
  name: string;
  people: number;
}
export interface MergedUnit {
  /** Id of the merge: deleting it makes two units again. */
  id: Id;
  name: string;
  people: number;
  createdAt: Instant;
}

export interface UnitMergeBody {
  /** Any spelling of the unit that is from now on the other one. */
  name: string;
  /** Any spelling of the unit that it becomes; nobody needs to be in it. */
  into: string;
}
export interface UnitMerge {
  id: Id;
  conferenceId: Id;
  name: string;
  into: string;
  createdAt: Instant;
}
