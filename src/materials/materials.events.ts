import type { Material } from '../contract/material.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/**
 * Its readers (by `material.audience`) may fetch it from now on, or fetch it anew: released,
 * given to others, or a new version.
 */
export class MaterialReleased extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly material: Material,
  ) {
    super();
  }
}
/** Something about a conference's materials is different, seen by readers or not. */
export class MaterialsChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
