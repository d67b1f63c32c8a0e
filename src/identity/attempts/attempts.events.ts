import { DomainEvent } from '../../platform/events/event-bus.js';
import type { AttemptKind } from './attempts.rules.js';

/** Somebody tried to sign in, and the login, password, code or link was wrong. */
export class SignInFailed extends DomainEvent {
  constructor(
    readonly kind: AttemptKind,
    /** The login or code that was tried. */
    readonly subject: string,
  ) {
    super();
  }
}
