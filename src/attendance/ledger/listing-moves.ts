import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { type ListingChange, RosterChanged } from '../../participants/participants.events.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { DomainEvent } from '../../platform/events/event-bus.js';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import { type ListingMove, ListingsMoved } from '../attendance.events.js';
import { People } from '../recording/people.cache.js';
import { AttendanceRepository } from './attendance.repository.js';

/** More pairs of people and checkpoints than this are counted anew. */
const PAIRS_LIMIT = 5_000;

/**
 * Adds to a change of rosters where its people stand, in the same transaction: whoever has counted them can
 * count them at their new site.
 */
@Injectable()
export class ListingMoves {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly people: People,
    private readonly store: AttendanceRepository,
    unitOfWork: UnitOfWork,
  ) {
    unitOfWork.beforeCommit((tx, announced) => this.add(tx, announced));
  }

  /** Answers no promise if no roster has changed: a check-in must not wait for a turn of the loop. */
  private add(tx: Transaction, announced: readonly DomainEvent[]): Promise<void> | void {
    const changes = announced.filter((event) => event instanceof RosterChanged);
    if (changes.length > 0) return this.addAll(tx, changes);
  }

  private async addAll(tx: Transaction, changes: readonly RosterChanged[]): Promise<void> {
    // On SQLite a batch may be judged before the event is heard: it would name the old site.
    this.people.invalidate();
    for (const { conferenceId, seq, listings } of changes) {
      const moves = listings === null ? null : await this.moves(tx, conferenceId, listings);
      if (moves?.length !== 0) tx.announce(new ListingsMoved(conferenceId, seq, moves));
    }
  }

  private async moves(
    tx: Transaction,
    conferenceId: Id,
    listings: readonly ListingChange[],
  ): Promise<ListingMove[] | null> {
    // Who was on no list stands nowhere yet.
    const known = listings.filter(({ before }) => before !== null);
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    if (known.length * checkpoints.length > PAIRS_LIMIT) return null;
    const pairs = known.flatMap(({ participantId }) =>
      checkpoints.map(({ id: checkpointId }) => ({ checkpointId, participantId })),
    );
    const stored = new Map<Id, ListingMove['standings'][number][]>();
    for (const { participantId, checkpointId, standing } of await this.store.findStates(tx, pairs)) {
      const { state, siteId, happenedAt } = standing;
      const others = stored.get(participantId) ?? [];
      stored.set(participantId, [...others, { checkpointId, state, siteId, happenedAt }]);
    }
    return listings.map(({ participantId, before, after }) => ({
      before,
      after,
      standings: stored.get(participantId) ?? [],
    }));
  }
}
