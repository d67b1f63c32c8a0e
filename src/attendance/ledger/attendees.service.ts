import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import type { AttendanceState } from '../../contract/attendance.js';
import type { Principal } from '../../contract/auth.js';
import { currentCheckpoint } from '../../contract/current-checkpoint.js';
import type { Participant, ParticipantListed } from '../../contract/participant.js';
import { UNMARKED } from '../../contract/standing.js';
import type { Id, Page } from '../../contract/wire.js';
import { maySeeCodesAndNumbers, participantShownTo } from '../../participants/participants.policy.js';
import { type Narrowing, ParticipantsService } from '../../participants/participants.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import { Problem } from '../../platform/http/problem.js';
import { inReachOrNull } from '../../sites/reach.service.js';
import type { ParticipantQueryDto } from '../attendance.dto.js';
import { Scope } from '../recording/scope.js';
import type { AttendanceStateRow } from './attendance.entity.js';
import { countedAt } from './tally.rules.js';

type StandingRow = Pick<AttendanceStateRow, 'participantId' | 'state' | 'siteId'>;

/** The people of a conference, with where they stand. */
@Injectable()
export class AttendeesService {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly checkpoints: CheckpointsService,
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly scope: Scope,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem conference.not-found, site.not-found, checkpoint.not-found */
  async list(
    actor: Principal,
    conferenceId: Id,
    query: ParticipantQueryDto,
  ): Promise<Page<ParticipantListed>> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const siteId = await this.scope.siteId(actor, conference.id, query.siteId);
    const checkpointId =
      (await this.scope.checkpointId(conference.id, query.checkpointId)) ??
      (query.state === undefined ? undefined : await this.current(conference.id));
    const reach = await this.scope.reach(actor, conference.id);
    const { search, origin, limit, after } = query;
    const narrowing = query.state === undefined ? undefined : standingAt(checkpointId!, query.state);
    const page = await this.participants.list(
      conference.id,
      { search, siteId, origin, limit, after, reach, isByNameAlone: !maySeeCodesAndNumbers(actor) },
      narrowing,
    );
    const shown = page.items.map((person) => participantShownTo(actor, person));
    if (checkpointId === undefined) return { items: shown, next: page.next };
    const standings = await this.standingsAt(
      checkpointId,
      shown.map(({ id }) => id),
    );
    const shownStanding = (person: Participant): Pick<ParticipantListed, 'state' | 'countedAt'> => {
      const standing = standings.get(person.id) ?? UNMARKED;
      const at = standing.state === 'unmarked' ? null : countedAt(standing, person.siteId);
      return { state: standing.state, countedAt: inReachOrNull(reach, at) };
    };
    return { items: shown.map((person) => ({ ...person, ...shownStanding(person) })), next: page.next };
  }

  private async current(conferenceId: Id): Promise<Id> {
    const checkpoint = currentCheckpoint(
      await this.checkpoints.ofConference(conferenceId),
      this.clock.instant(),
    );
    if (!checkpoint) throw new Problem('checkpoint.not-found');
    return checkpoint.id;
  }

  private async standingsAt(checkpointId: Id, participantIds: Id[]): Promise<Map<Id, StandingRow>> {
    const rows = await this.reader.query<StandingRow>(
      `SELECT s."participantId", s."state", s."siteId" FROM ${listed(this.reader.dialect, 1)}
        CROSS JOIN "attendance_state" s WHERE s."checkpointId" = $2 AND s."participantId" = l.value`,
      [JSON.stringify(participantIds), checkpointId],
    );
    return new Map(rows.map((row) => [row.participantId, row]));
  }
}

/** Unmarked is who has no state, and who has it again. */
function standingAt(checkpointId: Id, state: AttendanceState): Narrowing {
  const marked = (at: number, comparison: string): string =>
    `EXISTS (SELECT 1 FROM "attendance_state" s WHERE s."participantId" = p."id" AND s."checkpointId" = $${at}
      AND s."state" ${comparison} $${at + 1})`;
  return {
    where: (at) => (state === 'unmarked' ? `NOT ${marked(at, '<>')}` : marked(at, '=')),
    values: [checkpointId, state],
  };
}
