import type { WebhookOffReason } from '../contract/webhook.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** A webhook and a conference, whose messages go out one after the other. */
export interface LaneKey {
  webhookId: Id;
  conferenceId: Id;
}
/** New deliveries wait in these lanes. */
export class DeliveriesWaiting extends DomainEvent {
  constructor(readonly lanes: readonly LaneKey[]) {
    super();
  }
}
/** A webhook was made, edited, deleted, or switched off by what its receiver answers. */
export class WebhookChanged extends DomainEvent {
  constructor(
    readonly webhookId: Id,
    /** `null`: of all conferences. */
    readonly conferenceId: Id | null,
    readonly enabled: boolean,
    /** Why it has just been switched off. */
    readonly offReason: WebhookOffReason | null = null,
  ) {
    super();
  }
}
