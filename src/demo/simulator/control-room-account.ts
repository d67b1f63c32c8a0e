import type { Id } from '../../contract/wire.js';

/** Records what was said between the simulated sites and their hall, as both sides were answered. */
export class ControlRoomAccount {
  readonly tests = { passed: 0, failed: 0 };
  /** Sites that have said who is in charge. */
  coordinators = 0;
  /** The sites that have acknowledged, by announcement. */
  readonly acknowledged = new Map<Id, Set<Id>>();
  readonly acknowledgedIncidents = new Set<Id>();
  readonly calls = { made: 0, taken: 0, answered: 0 };
  /** Requests to speak, and what was done about them. */
  readonly speaks = { asked: new Set<Id>(), ready: 0, notNow: 0, started: 0, ended: 0 };

  sent(announcementId: Id): void {
    this.acknowledgersOf(announcementId);
  }
  acknowledge(announcementId: Id, siteId: Id): void {
    this.acknowledgersOf(announcementId).add(siteId);
  }

  private acknowledgersOf(announcementId: Id): Set<Id> {
    const sites = this.acknowledged.get(announcementId) ?? new Set();
    this.acknowledged.set(announcementId, sites);
    return sites;
  }
}
