import { DomainEvent } from '../events/event-bus.js';

/** Texts of these tables were changed because somebody's data were erased, or their time was over. */
export class TextsErased extends DomainEvent {
  constructor(
    readonly conferenceId: string,
    readonly tables: ReadonlySet<string>,
  ) {
    super();
  }
}

/** The conference is being deleted: whoever carries something of it in memory drops it. */
export class ConferenceRemoved extends DomainEvent {
  constructor(
    readonly conferenceId: string,
    readonly siteIds: readonly string[],
  ) {
    super();
  }
}
