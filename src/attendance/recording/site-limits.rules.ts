import type { Id } from '../../contract/wire.js';

/** Somebody of another roster whom a site has marked present. */
export interface SiteGuest {
  checkpointId: Id;
  siteId: Id;
  participantId: Id;
}
/** Stored facts that limit the consoles of a batch. */
export interface SiteFacts {
  /** By site; a site that is missing adds no walk-ins in this batch. */
  walkInsLeft: ReadonlyMap<Id, number>;
  guests: readonly SiteGuest[];
}

/**
 * Tracks the limits of consoles during a batch: walk-ins left to a site, and guests
 * whom it has marked present.
 */
export class SiteLimits {
  private readonly walkInsLeft: Map<Id, number>;
  private readonly guests = new Set<string>();

  constructor({ walkInsLeft, guests }: SiteFacts) {
    this.walkInsLeft = new Map(walkInsLeft);
    for (const guest of guests) this.noteGuest(guest);
  }

  mayAddWalkIn(siteId: Id): boolean {
    return (this.walkInsLeft.get(siteId) ?? 0) > 0;
  }

  countWalkIn(siteId: Id): void {
    const left = this.walkInsLeft.get(siteId);
    if (left !== undefined) this.walkInsLeft.set(siteId, left - 1);
  }

  wasPresent(checkpointId: Id, siteId: Id, participantId: Id): boolean {
    return this.guests.has(keyOf(checkpointId, siteId, participantId));
  }

  /** Remembers a `present` of a site about somebody of another roster. */
  noteGuest({ checkpointId, siteId, participantId }: SiteGuest): void {
    this.guests.add(keyOf(checkpointId, siteId, participantId));
  }
}

const keyOf = (...ids: Id[]): string => ids.join(' ');
