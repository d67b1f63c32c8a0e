import { Injectable } from '@nestjs/common';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import type { Principal } from '../../contract/auth.js';
import { GUEST_LIMIT, type Joining, type Participant } from '../../contract/participant.js';
import type { Id } from '../../contract/wire.js';
import { RosterChanged } from '../../participants/participants.events.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import { type MergedPair, WalkInsService } from '../../participants/walk-ins.service.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AttendanceRepository } from '../ledger/attendance.repository.js';
import { hasMoved } from '../recording/people-at-checkpoints.rules.js';
import { redistributed } from './merging.rules.js';
import { People } from '../recording/people.cache.js';

/** Merges a walk-in with a person of a roster, and unmerges them. The ledger stays as it is. */
@Injectable()
export class MergingService {
  constructor(
    private readonly store: AttendanceRepository,
    private readonly people: People,
    private readonly participants: ParticipantsService,
    private readonly walkIns: WalkInsService,
    private readonly checkpoints: CheckpointsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem participant.not-found */
  async find(actor: Principal, id: Id): Promise<Joining> {
    const person = await this.participants.visible(actor, id);
    const joined = await this.walkIns.joinedWith(id);
    const isOpen = person.origin === 'walk_in' && person.joinedTo === null;
    const likely = isOpen
      ? await this.participants.named(person.conferenceId, person.fullName, GUEST_LIMIT)
      : [];
    const [joinedTo = null] = person.joinedTo === null ? [] : await this.met(actor, [person.joinedTo]);
    return {
      joinedTo,
      joined: await this.met(
        actor,
        joined.map((row) => row.id),
      ),
      likely: await this.met(
        actor,
        likely.map((row) => row.id),
      ),
    };
  }

  /**
   * Merging those who are merged changes nothing.
   * @throws Problem participant.not-found, participant.not-joinable, participant.joined
   */
  async merge(actor: Principal, walkInId: Id, personId: Id): Promise<Participant> {
    await this.participants.visible(actor, personId);
    await this.change(true, (tx, seq) => this.walkIns.merge(tx, walkInId, personId, seq));
    return this.participants.visible(actor, walkInId);
  }

  /** Unmerging those who are not merged changes nothing. @throws Problem participant.not-found */
  async unmerge(walkInId: Id): Promise<void> {
    await this.change(false, (tx, seq) => this.walkIns.unmerge(tx, walkInId, seq));
  }

  /** Leaves out people of sites outside the actor's part. */
  private async met(actor: Principal, ids: readonly Id[]): Promise<Participant[]> {
    const met = await Promise.all(ids.map((id) => this.participants.find(actor, id)));
    return met.filter((person) => person !== null);
  }

  private async change(
    isMerged: boolean,
    write: (tx: Transaction, seq: number) => Promise<MergedPair | null>,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      // First of all: it keeps every batch of entries out until both rows and all states are as they will be.
      const seq = await tx.nextSeq();
      const merged = await write(tx, seq);
      if (merged === null) return;
      // On SQLite a batch may be judged before the event is heard.
      this.people.invalidate();
      const { walkIn, person } = merged;
      const affectedSiteIds = await this.redistribute(tx, merged, isMerged, seq);
      if (!isMerged) await this.walkIns.noteGone(tx, person, affectedSiteIds, seq);
      tx.announce(
        new RosterChanged(
          person.conferenceId,
          [...new Set([person.siteId, walkIn.siteId, ...affectedSiteIds])],
          seq,
          null,
        ),
      );
    });
  }

  /** Answers the sites that have spoken of either. */
  private async redistribute(
    tx: Transaction,
    { walkIn, person }: MergedPair,
    isMerged: boolean,
    seq: number,
  ): Promise<Id[]> {
    const checkpoints = await this.checkpoints.ofConference(person.conferenceId);
    const pairs = checkpoints.flatMap(({ id: checkpointId }) =>
      [walkIn.id, person.id].map((participantId) => ({ checkpointId, participantId })),
    );
    const facts = await this.store.findFacts(tx, pairs);
    const people = redistributed(
      { walkInId: walkIn.id, personId: person.id, isMerged },
      await this.store.findStates(tx, pairs),
      facts,
    );
    await this.store.upsertStates(
      tx,
      people.filter((one) => one.stored.length > 0 || hasMoved(one)),
      seq,
    );
    return [...new Set(facts.map(({ siteId }) => siteId))];
  }
}
