import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/**
 * Sites were made, changed (`siteIds`) or deleted (`removedIds`). `isSameTree`: all stand where they stood,
 * and on the same lines; only what is said of them has changed.
 */
export class SitesChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteIds: Id[],
    readonly removedIds: Id[] = [],
    readonly isSameTree = false,
  ) {
    super();
  }
}

/** Somebody at the site said who is in charge there. Nothing else of the site has changed. */
export class CoordinatorNamed extends DomainEvent {
  constructor(readonly site: Site) {
    super();
  }
}

/** A console was paired with the site. */
export class DevicePaired extends DomainEvent {
  constructor(
    readonly deviceId: Id,
    readonly siteId: Id,
  ) {
    super();
  }
}

/** A console is out: its sign-ins have ended. */
export class DeviceRevoked extends DomainEvent {
  constructor(
    readonly deviceId: Id,
    readonly siteId: Id,
  ) {
    super();
  }
}
