import type { HelpCall } from '../contract/help.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/**
 * A site calls for help, or its call was taken, answered, closed or withdrawn. Told in the order of commits.
 */
export class HelpChanged extends DomainEvent {
  constructor(readonly call: HelpCall) {
    super();
  }
}
