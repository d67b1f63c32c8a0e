import { Injectable } from '@nestjs/common';
import type { Conference } from '../../contract/conference.js';
import { COPY_PARTS, type CopyPart } from '../../contract/conference-copy.js';
import type { Id, Instant } from '../../contract/wire.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';

/** One copying of one conference, as the steps see it. */
export interface CopyRun {
  readonly from: Conference;
  /** Nobody sees it yet. */
  readonly to: Conference;
  readonly parts: ReadonlySet<CopyPart>;
  readonly at: Instant;
  /** The new id of what a step before has copied; `null` if it has not. */
  newIdOf(id: Id): Id | null;
  /** Makes the new id; ids that are made later sort later. */
  newId(id: Id): Id;
  /** The same time of the clock on the day that corresponds. */
  moved(instant: Instant): Instant;
  /** Both ends by the clock, and never reversed by a clock that is put back. */
  movedSpan(begin: Instant, end: Instant): [begin: Instant, end: Instant];
  /**
   * Writes one slice in a transaction of its own, between the writes of others.
   * @param rows how many of the rows of `count` it brings
   */
  write(rows: number, work: (tx: Transaction) => Promise<void>): Promise<void>;
}

/** Taking away a copy that did not become whole. */
export interface CopyRemoval {
  readonly conferenceId: Id;
  /** In a transaction of its own. */
  write(work: (tx: Transaction) => Promise<void>): Promise<void>;
  /**
   * Deletes the conference's rows of a table slice by slice.
   * @param only a further condition on the row `r`: those that no other row needs
   */
  rows(table: string, only?: string): Promise<void>;
}

/** What a feature does for the copy of a conference. */
export interface CopyStep {
  readonly part: CopyPart;
  /** How many rows it would copy. */
  count(conferenceId: Id): Promise<number>;
  copy(run: CopyRun): Promise<void>;
  /** Takes everything away again that `copy` may have written. */
  remove(removal: CopyRemoval): Promise<void>;
  /** Called in the transaction that shows the copy: announces what others carry on in memory. */
  shown?(tx: Transaction, conferenceId: Id): Promise<void>;
}

/** The steps of all features, which add theirs at the start. */
@Injectable()
export class CopySteps {
  private readonly steps: CopyStep[] = [];

  add(...steps: CopyStep[]): void {
    this.steps.push(...steps);
  }

  /** In the order in which they are copied. */
  inOrder(): CopyStep[] {
    const rank = ({ part }: CopyStep): number => COPY_PARTS.indexOf(part);
    return [...this.steps].sort((a, b) => rank(a) - rank(b));
  }
}
