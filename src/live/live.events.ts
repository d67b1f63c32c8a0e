import type { Principal } from '../contract/auth.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** A socket has closed, whoever closed it. */
export class SocketClosed extends DomainEvent {
  constructor(
    readonly socketId: string,
    readonly principal: Principal,
  ) {
    super();
  }
}
