import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { codeHash } from '../contract/personal-code.js';
import type { Roster, RosterMember, RosterState } from '../contract/roster.js';
import type { Id } from '../contract/wire.js';
import type { ParticipantRow } from '../participants/participant.entity.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { SitesService } from '../sites/sites.service.js';
import { shownAt, speaks } from './roster.rules.js';
import { RosterConfirmations } from './roster-confirmations.js';
import { RosterStore } from './roster-store.js';

const EVERYTHING = -1;

/** What a console needs to take the roll alone: the people of its site, guests, and where each stands. */
@Injectable()
export class RosterService {
  constructor(
    private readonly store: RosterStore,
    private readonly confirmations: RosterConfirmations,
    private readonly reader: Reader,
    private readonly participants: ParticipantsService,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly clock: Clock,
  ) {}

  /** Everything, or what has changed after `since`. @throws Problem site.not-found */
  async of(actor: Principal, siteId: Id, since?: number): Promise<Roster> {
    const site = await this.sites.visible(actor, siteId);
    // Read before the rows: what is committed meanwhile is then told twice rather than never.
    const seq = await this.store.lastSeq();
    const full = since === undefined || since > seq || (await this.store.isOfLostHistory(since));
    const [conference, checkpoints, people] = await Promise.all([
      this.conferences.get(site.conferenceId),
      this.conferences.checkpointsOf(site.conferenceId),
      this.people(site.id, full ? EVERYTHING : since),
    ]);
    const confirmations = await this.confirmations.of(site.id, full ? EVERYTHING : since, people);
    return {
      seq,
      full,
      serverTime: this.clock.instant(),
      conference,
      site,
      checkpoints,
      ...people,
      confirmations,
    };
  }

  /** Number of the last change that a console of this site has to know. */
  lastSeq(siteId: Id): Promise<number> {
    return this.store.lastSeqOf(siteId);
  }

  private async people(
    siteId: Id,
    since: number,
  ): Promise<{ members: RosterMember[]; states: RosterState[] }> {
    const isFull = since === EVERYTHING;
    const own = await this.participants.ofSite(siteId, isFull ? undefined : since);
    const spokenOf = await this.participants.byIds(this.reader, await this.store.movedGuests(siteId, since));
    const guests = spokenOf.filter((row) => row.siteId !== siteId);
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
  };
}
