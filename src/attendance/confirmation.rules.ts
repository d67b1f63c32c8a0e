import { type Confirmation, confirmation, NEVER_CONFIRMED } from '../contract/confirmation.js';
import type { Id } from '../contract/wire.js';
import type { ConfirmationChange } from './attendance.events.js';
import type { Kept } from './attendance.rules.js';

/** Sites by checkpoint. */
export type Places = Map<Id, Set<Id>>;
export function addPlace(places: Places, checkpointId: Id, siteId: Id): void {
  const sites = places.get(checkpointId);
  if (sites) sites.add(siteId);
  else places.set(checkpointId, new Set([siteId]));
}

/** The roll of one site at one checkpoint, while a group is being judged. */
export interface Roll {
  checkpointId: Id;
  siteId: Id;
  /** Confirms and reopens, undos apart: all of them where the group says something new, else the deciding one alone. */
  words: Kept[];
  now: Confirmation;
  /** The entry that decides `now`. */
  decidedBy: Kept | null;
}

/** Which sites have confirmed which checkpoints, carried on by each entry of a group. */
export class Rolls {
  /** Of which the group says something new. */
  readonly changed = new Set<Roll>();
  private readonly held = new Map<Id, Map<Id, Roll>>();

  /**
   * @param words the deciding entry of each place that the group touches, and all entries of those of which it says something new
   * @param undosOf by the entry that they name; may grow
   */
  constructor(
    words: Iterable<Kept>,
    private readonly undosOf: ReadonlyMap<Id, readonly Kept[]>,
  ) {
    for (const word of words) this.at(word.checkpointId, word.siteId).words.push(word);
    for (const sites of this.held.values()) for (const roll of sites.values()) this.decide(roll);
  }

  /** The confirmation in force; null: the place is open. */
  confirmedBy(checkpointId: Id, siteId: Id): Kept | null {
    if (this.held.size === 0) return null;
    const decidedBy = this.held.get(checkpointId)?.get(siteId)?.decidedBy;
    return decidedBy?.kind === 'confirm' ? decidedBy : null;
  }

  /** An entry was accepted: a confirm or a reopen, or the undo of one. */
  hear(entry: Kept, undone: Kept | null): void {
    const { checkpointId, siteId } = undone ?? entry;
    const roll = this.at(checkpointId, siteId);
    if (undone === null) roll.words.push(entry);
    this.decide(roll);
    this.changed.add(roll);
  }

  /** What the group has changed at a site. */
  toldOf(siteId: Id): ConfirmationChange[] {
    if (this.changed.size === 0) return [];
    const rolls = [...this.changed].filter((roll) => roll.siteId === siteId);
    return rolls.map(({ checkpointId, now }) => ({ checkpointId, siteId, headcount: now.headcount }));
  }

  private decide(roll: Roll): void {
    roll.now = confirmation([...roll.words, ...roll.words.flatMap(({ id }) => this.undosOf.get(id) ?? [])]);
    roll.decidedBy = roll.words.find(({ id }) => id === roll.now.entryId) ?? null;
  }

  private at(checkpointId: Id, siteId: Id): Roll {
    let sites = this.held.get(checkpointId);
    if (!sites) this.held.set(checkpointId, (sites = new Map()));
    let roll = sites.get(siteId);
    if (!roll)
      sites.set(siteId, (roll = { checkpointId, siteId, words: [], now: NEVER_CONFIRMED, decidedBy: null }));
    return roll;
  }
}
