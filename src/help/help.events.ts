import type { HelpCall } from '../contract/help.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** A site calls for help, or a call was answered or taken back. Told in the order of the commits. */
export class HelpChanged extends DomainEvent {
  constructor(readonly call: HelpCall) {
    super();
  }
}
