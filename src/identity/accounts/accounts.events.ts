import type { Id } from '../../contract/wire.js';
import { DomainEvent } from '../../platform/events/event-bus.js';

/** Name, role or scope of an account are others: who is signed in by it may more or less from now on. */
export class AccountChanged extends DomainEvent {
  constructor(
    readonly accountId: Id,
    readonly signInIds: Id[],
  ) {
    super();
  }
}
