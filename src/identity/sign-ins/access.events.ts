import type { Id } from '../../contract/wire.js';
import { DomainEvent } from '../../platform/events/event-bus.js';

/** These sign-ins are over: their next request is answered 401, their sockets are to be closed. */
export class AccessEnded extends DomainEvent {
  constructor(
    readonly signInIds: Id[],
    readonly reason: 'revoked' | 'signed-out',
  ) {
    super();
  }
}
