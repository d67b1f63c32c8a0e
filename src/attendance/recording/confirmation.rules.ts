import { type Confirmation, confirmation, NEVER_CONFIRMED } from '../../contract/confirmation.js';
import type { Id } from '../../contract/wire.js';
import type { ConfirmationChange } from '../attendance.events.js';
import type { StoredEntry } from './attendance.rules.js';

/** Sites by checkpoint. */
export type CheckpointSites = Map<Id, Set<Id>>;
export function addCheckpointSite(all: CheckpointSites, checkpointId: Id, siteId: Id): void {
  const sites = all.get(checkpointId);
  if (sites) sites.add(siteId);
  else all.set(checkpointId, new Set([siteId]));
}

/** The roll of one site at one checkpoint, while a batch is being judged. */
export interface Roll {
  checkpointId: Id;
  siteId: Id;
  /**
   * Confirms and reopens, undos apart: all of them where the batch adds one, else the deciding one alone.
   */
  entries: StoredEntry[];
  current: Confirmation;
  /** The entry that decides `current`. */
  decidedBy: StoredEntry | null;
}

/** Which sites have confirmed which checkpoints, carried on by each entry of a batch. */
export class Rolls {
  /** Rolls that the batch has added an entry to. */
  readonly changed = new Set<Roll>();
  private readonly rolls = new Map<Id, Map<Id, Roll>>();

  /**
   * @param confirmationEntries the deciding entry of each roll that the batch touches, and all entries of the
   * rolls that it adds an entry to
   * @param undosOf by the entry that they name; may grow
   */
  constructor(
    confirmationEntries: Iterable<StoredEntry>,
    private readonly undosOf: ReadonlyMap<Id, readonly StoredEntry[]>,
  ) {
    for (const entry of confirmationEntries)
      this.rollOf(entry.checkpointId, entry.siteId).entries.push(entry);
    for (const sites of this.rolls.values()) for (const roll of sites.values()) this.decide(roll);
  }

  /** The confirmation in force; `null` if the roll is open. */
  confirmedBy(checkpointId: Id, siteId: Id): StoredEntry | null {
    if (this.rolls.size === 0) return null;
    const decidedBy = this.rolls.get(checkpointId)?.get(siteId)?.decidedBy;
    return decidedBy?.kind === 'confirm' ? decidedBy : null;
  }

  /** An entry was accepted: a confirm or a reopen, or the undo of one. */
  apply(entry: StoredEntry, undone: StoredEntry | null): void {
    const { checkpointId, siteId } = undone ?? entry;
    const roll = this.rollOf(checkpointId, siteId);
    if (undone === null) roll.entries.push(entry);
    this.decide(roll);
    this.changed.add(roll);
  }

  /** Lists the confirmations of a site that the batch has changed. */
  changesAt(siteId: Id): ConfirmationChange[] {
    if (this.changed.size === 0) return [];
    const rolls = [...this.changed].filter((roll) => roll.siteId === siteId);
    return rolls.map(({ checkpointId, current: now }) => ({
      checkpointId,
      siteId,
      headcount: now.headcount,
    }));
  }

  private decide(roll: Roll): void {
    roll.current = confirmation([
      ...roll.entries,
      ...roll.entries.flatMap(({ id }) => this.undosOf.get(id) ?? []),
    ]);
    roll.decidedBy = roll.entries.find(({ id }) => id === roll.current.entryId) ?? null;
  }

  private rollOf(checkpointId: Id, siteId: Id): Roll {
    let sites = this.rolls.get(checkpointId);
    if (!sites) this.rolls.set(checkpointId, (sites = new Map()));
    let roll = sites.get(siteId);
    if (!roll)
      sites.set(
        siteId,
        (roll = { checkpointId, siteId, entries: [], current: NEVER_CONFIRMED, decidedBy: null }),
      );
    return roll;
  }
}
