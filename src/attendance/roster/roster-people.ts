import { Injectable } from '@nestjs/common';
import { codeHash } from '../../contract/personal-code.js';
import type { Roster, RosterMember, RosterState } from '../../contract/roster.js';
import type { Id } from '../../contract/wire.js';
import type { ParticipantRow } from '../../participants/participant.entity.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { Reach } from '../../sites/reach.service.js';
import { cutTo, shownAt, speaks, WHOLE_ROSTER } from './roster.rules.js';
import { RosterRepository } from './roster.repository.js';

/** The people on the roster of one site, its guests, and where each stands. */
@Injectable()
export class RosterPeople {
  constructor(
    private readonly store: RosterRepository,
    private readonly participants: ParticipantsService,
    private readonly reader: Reader,
  ) {}

  /** Reads people changed after `since`; `WHOLE_ROSTER` reads everybody. */
  async findChanged(siteId: Id, since: number): Promise<{ members: RosterMember[]; states: RosterState[] }> {
    const isFull = since === WHOLE_ROSTER;
    const own = await this.participants.ofSite(siteId, isFull ? undefined : since);
    const recorded = await this.participants.byIds(this.reader, await this.store.movedGuests(siteId, since));
    const guests = recorded.filter((row) => row.siteId !== siteId);
    const guestIds = new Set(guests.map(({ id }) => id));
    const changed = own.filter(({ id, removed }) => !removed && !guestIds.has(id)).map(({ id }) => id);
    const states = await this.store.statesOf([
      ...new Set([...changed, ...guestIds, ...(await this.store.movedMembers(siteId, since))]),
    ]);
    const isHere = new Set(
      states.filter((state) => speaks(siteId, state)).map(({ participantId }) => participantId),
    );
    const members = [
      ...own
        .filter(({ id }) => !guestIds.has(id))
        .map((row) => memberOf(row, { guest: false, removed: row.removed })),
      ...guests.map((row) =>
        memberOf(row, {
          guest: true,
          removed: row.removedAt !== null || row.joinedTo !== null || !isHere.has(row.id),
        }),
      ),
    ];
    const shown = states.map((state) => shownAt(siteId, state, guestIds.has(state.participantId)));
    if (!isFull) return { members: await Promise.all(members), states: shown };
    return {
      members: (await Promise.all(members)).filter(({ removed }) => !removed),
      states: shown.filter(({ state }) => state !== 'unmarked'),
    };
  }

  /** As those see it who have a part of the tree alone. */
  async cutTo(
    reach: Reach,
    people: Pick<Roster, 'members' | 'states'>,
  ): Promise<Pick<Roster, 'members' | 'states'>> {
    if (reach === null) return people;
    const guests = people.members.filter(({ guest }) => guest).map(({ participantId }) => participantId);
    const replaced = people.states.flatMap(({ substituteFor }) => substituteFor ?? []);
    return cutTo(reach, await this.participants.outside(reach, [...guests, ...replaced]), people);
  }
}

async function memberOf(
  row: ParticipantRow,
  more: Pick<RosterMember, 'guest' | 'removed'>,
): Promise<RosterMember> {
  const { id, fullName, unit, position, mode, origin } = row;
  return {
    participantId: id,
    fullName,
    unit,
    position,
    mode,
    origin,
    codeHash: await codeHash(row.conferenceId, row.code),
    ...more,
    ...(row.erasedAt === null ? {} : { erased: true }),
  };
}
