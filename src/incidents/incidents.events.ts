import type { Incident } from '../contract/incident.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** An incident was opened, acknowledged, resolved, or other sites suffer from it. */
export class IncidentChanged extends DomainEvent {
  constructor(readonly incident: Incident) {
    super();
  }
}

/** The service has begun, or ceased, to reach itself through its public address. */
export class CanaryChanged extends DomainEvent {
  constructor(readonly isOk: boolean) {
    super();
  }
}
