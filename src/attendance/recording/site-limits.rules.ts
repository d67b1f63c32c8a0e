import type { Id } from '../../contract/wire.js';

/** A person whom a site has marked present: one of its roster, or a guest. */
export interface PresentAtSite {
  checkpointId: Id;
  siteId: Id;
  participantId: Id;
}
/** Stored facts that limit the consoles of a batch. */
export interface SiteFacts {
  /** By site; a site that is missing adds no walk-ins in this batch. */
  walkInsLeft: ReadonlyMap<Id, number>;
  present: readonly PresentAtSite[];
}

/**
 * Tracks the limits of consoles during a batch: walk-ins left to a site, and people
 * whom it has marked present.
 */
export class SiteLimits {
  private readonly walkInsLeft: Map<Id, number>;
  private readonly present = new Set<string>();

  constructor({ walkInsLeft, present }: SiteFacts) {
    this.walkInsLeft = new Map(walkInsLeft);
    for (const person of present) this.notePresent(person);
  }

  mayAddWalkIn(siteId: Id): boolean {
    return (this.walkInsLeft.get(siteId) ?? 0) > 0;
  }

  countWalkIn(siteId: Id): void {
    const left = this.walkInsLeft.get(siteId);
    if (left !== undefined) this.walkInsLeft.set(siteId, left - 1);
  }

  wasPresent(checkpointId: Id, siteId: Id, participantId: Id): boolean {
    return this.present.has(keyOf(checkpointId, siteId, participantId));
  }

  notePresent({ checkpointId, siteId, participantId }: PresentAtSite): void {
    this.present.add(keyOf(checkpointId, siteId, participantId));
  }
}

const keyOf = (...ids: Id[]): string => ids.join(' ');
