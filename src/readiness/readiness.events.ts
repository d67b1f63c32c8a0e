import type { ReadinessState } from '../contract/readiness.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';
import type { Decision, StoredSettings } from './readiness.rules.js';

/** A result of the site was stored; `decision` is what decides now. */
export class ReadinessRecorded extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteId: Id,
    readonly decision: Decision,
  ) {
    super();
  }
}
/** How a site stands may be another: a result came, a console was paired, time has passed. */
export class ReadinessChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteId: Id,
    readonly state: ReadinessState,
  ) {
    super();
  }
}
/** What the conference asks for was stored. For this feature alone, which then tells the others. */
export class ReadinessItemsStored extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly stored: StoredSettings,
  ) {
    super();
  }
}
/** The conference asks for other items, or by other limits: any of its sites may stand otherwise. */
export class ReadinessItemsChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
