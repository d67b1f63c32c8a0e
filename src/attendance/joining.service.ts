import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { GUEST_LIMIT, type Joining, type Participant } from '../contract/participant.js';
import type { Id } from '../contract/wire.js';
import { RosterChanged } from '../participants/participants.events.js';
import { type Joined, ParticipantsService } from '../participants/participants.service.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { AttendanceStore } from './attendance-store.js';
import { hasMoved } from './group.rules.js';
import { dealtOut } from './joining.rules.js';
import { People } from './people.js';

/** A walk-in turns out to be somebody of a roster: one person from then on, counted once. The ledger stays as it is. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly store: AttendanceStore,
    private readonly people: People,
    private readonly participants: ParticipantsService,
    private readonly conferences: ConferencesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem participant.not-found */
  async of(actor: Principal, id: Id): Promise<Joining> {
    const person = await this.participants.visible(actor, id);
    const joined = await this.participants.joinedWith(id);
    const isOpen = person.origin === 'walk_in' && person.joinedTo === null;
    const likely = isOpen
      ? await this.participants.named(person.conferenceId, person.fullName, GUEST_LIMIT)
      : [];
    const seen = (ids: readonly Id[]): Promise<Participant[]> =>
      Promise.all(ids.map((one) => this.participants.visible(actor, one)));
    return {
      joinedTo: person.joinedTo === null ? null : await this.participants.visible(actor, person.joinedTo),
      joined: await seen(joined.map((row) => row.id)),
      likely: await seen(likely.map((row) => row.id)),
    };
  }

  /** Joining those who are joined changes nothing. @throws Problem participant.not-found, participant.not-joinable, participant.joined */
  async join(actor: Principal, walkInId: Id, personId: Id): Promise<Participant> {
    await this.settle(true, (tx, seq) => this.participants.join(tx, walkInId, personId, seq));
    return this.participants.visible(actor, walkInId);
  }

  /** Parting those who are not joined changes nothing. @throws Problem participant.not-found */
  async part(walkInId: Id): Promise<void> {
    await this.settle(false, (tx, seq) => this.participants.part(tx, walkInId, seq));
  }

  private async settle(
    isJoined: boolean,
    turn: (tx: Transaction, seq: number) => Promise<Joined | null>,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      // First of all: it keeps every group of entries out until both rows and all states are as they will be.
      const seq = await tx.nextSeq();
      const joined = await turn(tx, seq);
      if (joined === null) return;
      // On SQLite a group may be judged before the event is heard.
      this.people.forget();
      const { walkIn, person } = joined;
      const spokenAt = await this.dealOut(tx, joined, isJoined, seq);
      if (!isJoined) await this.participants.noteGone(tx, person, spokenAt, seq);
      tx.announce(
        new RosterChanged(
          person.conferenceId,
          [...new Set([person.siteId, walkIn.siteId, ...spokenAt])],
          seq,
        ),
      );
    });
  }

  /** Answers the sites that have spoken of either. */
  private async dealOut(
    tx: Transaction,
    { walkIn, person }: Joined,
    isJoined: boolean,
    seq: number,
  ): Promise<Id[]> {
    const checkpoints = await this.conferences.checkpointsOf(person.conferenceId);
    const pairs = checkpoints.flatMap(({ id: checkpointId }) =>
      [walkIn.id, person.id].map((participantId) => ({ checkpointId, participantId })),
    );
    const told = await this.store.facts(tx, pairs);
    const stands = dealtOut(
      { walkInId: walkIn.id, personId: person.id, isJoined },
      await this.store.states(tx, pairs),
      told,
    );
    await this.store.place(
      tx,
      stands.filter((stand) => stand.stored.length > 0 || hasMoved(stand)),
      seq,
    );
    return [...new Set(told.map(({ siteId }) => siteId))];
  }
}
