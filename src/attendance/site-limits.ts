import type { Id } from '../contract/wire.js';

/** What limits a console while a group is being judged: walk-ins left to its site, guests whom it has marked present. */
export class SiteLimits {
  private readonly guests = new Set<string>();

  /** @param walkInsLeft by site; a site that is missing adds no walk-ins in this group */
  constructor(private readonly walkInsLeft = new Map<Id, number>()) {}

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
  noteGuest({ checkpointId, siteId }: { checkpointId: Id; siteId: Id }, participantId: Id): void {
    this.guests.add(keyOf(checkpointId, siteId, participantId));
  }
}

const keyOf = (...ids: Id[]): string => ids.join(' ');
