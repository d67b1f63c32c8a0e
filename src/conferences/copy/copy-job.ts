import type { Conference } from '../../contract/conference.js';
import type { CopyPart } from '../../contract/conference-copy.js';
import type { Id, Instant } from '../../contract/wire.js';
import { daysBetween, movedInstant, movedSpan, type Shift } from './copied-times.rules.js';
import type { CopyRun } from './copy-steps.service.js';

type Write = Parameters<CopyRun['write']>[1];
export interface CopyOrder {
  /** Of the copy. */
  id: Id;
  from: Conference;
  to: Conference;
  parts: readonly CopyPart[];
  at: Instant;
}

/** One copying under way: what it has come to, and the ids that it has made. */
export class CopyJob implements CopyRun {
  readonly id: Id;
  readonly from: Conference;
  readonly to: Conference;
  readonly parts: ReadonlySet<CopyPart>;
  readonly at: Instant;
  private readonly shift: Shift;
  private readonly newIds = new Map<Id, Id>();
  done = 0;
  of = 0;

  constructor(
    { id, from, to, parts, at }: CopyOrder,
    private readonly nextId: () => Id,
    private readonly transact: (work: Write) => Promise<void>,
  ) {
    this.id = id;
    this.from = from;
    this.to = to;
    this.parts = new Set(parts);
    this.at = at;
    this.shift = {
      days: daysBetween(from.startsOn, to.startsOn),
      from: from.timezone,
      to: to.timezone,
    };
  }

  newIdOf(id: Id): Id | null {
    return this.newIds.get(id) ?? null;
  }

  newId(id: Id): Id {
    const made = this.nextId();
    this.newIds.set(id, made);
    return made;
  }

  moved(instant: Instant): Instant {
    return movedInstant(instant, this.shift);
  }
  movedSpan(begin: Instant, end: Instant): [begin: Instant, end: Instant] {
    return movedSpan(begin, end, this.shift);
  }

  async write(rows: number, work: Write): Promise<void> {
    await this.transact(work);
    this.done += rows;
  }
}
