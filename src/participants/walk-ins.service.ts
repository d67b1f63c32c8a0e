import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Mode } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import type { WalkInsRemoved } from '../contract/participant.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { isInReach, ReachService } from '../sites/reach.service.js';
import { newCode } from './new-code.js';
import { ParticipantRepository } from './participant.repository.js';
import type { ParticipantRow } from './participant.entity.js';
import { RosterChanged } from './participants.events.js';
import { joinFault, listingChanges, type Person } from './participants.rules.js';

/** A person who came without being on a roster; `id` is the id of the entry that says so. */
export interface WalkInRow {
  id: Id;
  conferenceId: Id;
  siteId: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  mode: Mode;
  seq: number;
}

/** Two rows for one person, as they were before. */
export interface MergedPair {
  walkIn: ParticipantRow;
  person: ParticipantRow;
}

/** People who came without being on a roster, and whom they turn out to be. */
@Injectable()
export class WalkInsService {
  constructor(
    private readonly store: ParticipantRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AccessService,
    private readonly conferences: ConferencesService,
    private readonly reach: ReachService,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts walk-ins on their sites' rosters; an id that exists stays as it is. Who records the entry tells the
   * consoles.
   */
  async add(tx: Transaction, walkIns: readonly WalkInRow[]): Promise<void> {
    const now = this.clock.instant();
    await this.store.insert(
      tx,
      walkIns.map((walkIn) => ({
        ...walkIn,
        code: newCode(),
        officeCodeKey: null,
        phone: null,
        email: null,
        origin: 'walk_in',
        joinedTo: null,
        removedAt: null,
        erasedAt: null,
        createdAt: now,
        updatedAt: now,
      })),
    );
  }

  /**
   * Removes many walk-ins from the rosters and the service: all or none. The ledger's entries stay. A walk-in
   * who is removed already is no fault, so that a client may repeat the request.
   * @throws Problem conference.not-found, participant.not-found, participant.not-walk-in, participant.joined
   */
  async remove(actor: Principal, conferenceIdOrSlug: Id, ids: readonly Id[]): Promise<WalkInsRemoved> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const reach = await this.reach.of(actor, conferenceId);
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const rows = await this.store.findBy(tx, 'id', ids, 'p."conferenceId" = $2', [conferenceId]);
      const found = new Map(rows.map((row) => [row.id, row]));
      if (ids.some((id) => !isInReach(reach, found.get(id)?.siteId ?? '') || !found.has(id)))
        throw new Problem('participant.not-found');
      if (rows.some(({ origin }) => origin !== 'walk_in')) throw new Problem('participant.not-walk-in');
      const living = rows.filter(({ removedAt }) => removedAt === null);
      if (living.some(({ joinedTo }) => joinedTo !== null)) throw new Problem('participant.joined');
      if (living.length === 0) return { removed: 0 };
      const now = this.clock.instant();
      const removals = living.map((row) => ({
        before: row,
        after: { ...row, seq, removedAt: now, updatedAt: now },
      }));
      await this.store.update(
        tx,
        removals.map(({ after }) => after),
      );
      for (const { before, after } of removals)
        tx.note({ object: { kind: 'participant', id: before.id }, before, after });
      for (const { id } of living) await this.access.endAll(tx, { participantId: id }, 'revoked');
      const siteIds = [...new Set(living.map(({ siteId }) => siteId))];
      tx.announce(new RosterChanged(conferenceId, siteIds, seq, listingChanges(removals)));
      return { removed: living.length };
    });
  }

  /** The walk-ins who were joined with this person. */
  joinedWith(personId: Id): Promise<ParticipantRow[]> {
    return this.store.joinedWith(personId);
  }

  /**
   * Makes a walk-in one with a person of a roster. Call after `nextSeq()`; who recalculates where they stand
   * tells the rosters. `null` if they were merged already.
   * @throws Problem participant.not-found, participant.not-joinable, participant.joined
   */
  async merge(tx: Transaction, walkInId: Id, personId: Id, seq: number): Promise<MergedPair | null> {
    const [walkIn, person] = [await this.store.locked(tx, walkInId), await this.store.locked(tx, personId)];
    const fault = joinFault(walkIn, person);
    if (fault !== null) throw new Problem(fault);
    if (walkIn.joinedTo !== null) return null;
    await this.store.update(tx, [
      { ...walkIn, joinedTo: person.id, seq, updatedAt: this.clock.instant() },
      { ...person, seq },
    ]);
    return { walkIn, person };
  }

  /** Undoes `merge`. `null` if they were not merged. @throws Problem participant.not-found */
  async unmerge(tx: Transaction, walkInId: Id, seq: number): Promise<MergedPair | null> {
    const walkIn = await this.store.locked(tx, walkInId);
    if (walkIn.joinedTo === null) return null;
    const person = await this.store.locked(tx, walkIn.joinedTo);
    await this.store.update(tx, [
      { ...walkIn, joinedTo: null, seq, updatedAt: this.clock.instant() },
      { ...person, seq },
    ]);
    return { walkIn, person };
  }

  /**
   * Tells these sites' consoles that the person is no guest of theirs any more, unless
   * they have recorded them otherwise.
   */
  async noteGone(tx: Transaction, person: Person, siteIds: readonly Id[], seq: number): Promise<void> {
    const others = siteIds.filter((siteId) => siteId !== person.siteId);
    await this.store.noteMoves(
      tx,
      others.map((from) => ({ participantId: person.id, from, to: person.siteId, seq })),
    );
  }
}
