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
