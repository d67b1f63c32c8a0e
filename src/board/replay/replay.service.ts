import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { Principal } from '../../contract/auth.js';
import type { BoardSnapshot } from '../../contract/board.js';
import { type Replay, REPLAY_SITES_LIMIT, replayer } from '../../contract/replay.js';
import type { Site } from '../../contract/site.js';
import { idsFrom } from '../../contract/site-tree.js';
import type { Id, Instant } from '../../contract/wire.js';
import { Problem } from '../../platform/http/problem.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import { totalsOf } from '../board.rules.js';
import { inReachOrNull, isInReach, type Reach } from '../../sites/reach.service.js';
import { SitesService } from '../../sites/sites.service.js';
import { ReplayRepository } from './replay.repository.js';
import { attendanceChanges, type ReplayPerson, statusChanges } from './replay.rules.js';

/** The board of a day that is over, from the ledger and from what was kept of presence, signals and calls. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly store: ReplayRepository,
  ) {}

  /**
   * @param partId a site or a group: it and all below it
   * @throws Problem conference.not-found, site.not-found, replay.too-large
   */
  async read(actor: Principal, idOrSlug: string, partId?: Id): Promise<Replay> {
    const { id: conferenceId } = await this.conferences.visible(actor, idOrSlug);
    const reach = await this.sites.reach(actor, conferenceId);
    const { points, groups } = await this.part(conferenceId, reach, partId);
    if (points.length > REPLAY_SITES_LIMIT) throw new Problem('replay.too-large');
    const siteIds = points.map(({ id }) => id);
    const countedIds = await this.countedIds(conferenceId, siteIds);
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    const people = new Map((await this.store.people(countedIds)).map((person) => [person.id, person]));
    const attendance = await this.attendance(
      checkpoints.map(({ id }) => id),
      people,
      countedIds,
      new Set(siteIds),
    );
    const statuses = statusChanges(
      await this.store.presence(siteIds),
      await this.store.signals(siteIds),
      await this.store.calls(siteIds),
      await this.store.takings(siteIds),
    );
    const times = [...attendance.figures, ...statuses].map(({ at }) => at).sort();
    const listed = listedAt(people.values());
    return {
      conferenceId,
      from: times[0] ?? null,
      to: times.at(-1) ?? null,
      sites: points.map(({ id, code, name, level, parentId, expected }) => ({
        siteId: id,
        code,
        name,
        level,
        parentId: inReachOrNull(reach, parentId),
        expected,
        listed: listed.get(id) ?? 0,
      })),
      groups: groups.map(({ id, code, name, level, parentId }) => ({
        siteId: id,
        code,
        name,
        level,
        parentId: inReachOrNull(reach, parentId),
      })),
      checkpoints,
      ...attendance,
      statuses,
    };
  }

  /** The board as it was at that moment. `seq` is 0: nothing follows it. */
  async boardAt(actor: Principal, idOrSlug: string, at: Instant, checkpointId?: Id): Promise<BoardSnapshot> {
    const replay = await this.read(actor, idOrSlug);
    if (checkpointId !== undefined && !replay.checkpoints.some(({ id }) => id === checkpointId))
      throw new Problem('checkpoint.not-found');
    const moment = replayer(replay)(at, checkpointId);
    return {
      conferenceId: replay.conferenceId,
      checkpointId: moment.checkpointId,
      seq: 0,
      asOf: at,
      totals: totalsOf(moment.rows, 0),
      sites: moment.rows,
      groups: replay.groups,
      arrivals: moment.arrivals,
    };
  }

  private async attendance(
    checkpointIds: readonly Id[],
    people: ReadonlyMap<Id, ReplayPerson>,
    countedIds: readonly Id[],
    shown: ReadonlySet<Id>,
  ): Promise<Pick<Replay, 'figures' | 'arrivals'>> {
    const facts = await this.store.facts(countedIds);
    const figures: Replay['figures'] = [];
    const arrivals: Replay['arrivals'] = [];
    for (const checkpointId of checkpointIds) {
      const changes = attendanceChanges(
        checkpointId,
        people,
        facts.filter((fact) => fact.checkpointId === checkpointId),
        (siteId) => shown.has(siteId),
      );
      figures.push(...changes.figures);
      arrivals.push(...changes.arrivals);
      await yieldToEventLoop();
    }
    return { figures, arrivals };
  }

  /**
   * The sites whose ledgers are read: all, for people of the part may be recorded elsewhere. In a conference
   * too large for that, only entries of the part itself count.
   */
  private async countedIds(conferenceId: Id, siteIds: readonly Id[]): Promise<readonly Id[]> {
    const all = await this.sites.pointsOf(conferenceId);
    return all.length > REPLAY_SITES_LIMIT ? siteIds : all.map(({ id }) => id);
  }

  private async part(
    conferenceId: Id,
    reach: Reach,
    partId: Id | undefined,
  ): Promise<{ points: Site[]; groups: Site[] }> {
    const points = await this.sites.pointsOf(conferenceId);
    const groups = await this.sites.groupsOf(conferenceId);
    let part = reach;
    if (partId !== undefined) {
      const { id, conferenceId: of } = await this.sites.get(partId);
      if (of !== conferenceId || !isInReach(reach, id)) throw new Problem('site.not-found');
      part = idsFrom(id, [...points, ...groups]);
    }
    const isOfPart = (site: Site): boolean => isInReach(part, site.id);
    return { points: points.filter(isOfPart), groups: groups.filter(isOfPart) };
  }
}

function listedAt(people: Iterable<ReplayPerson>): Map<Id, number> {
  const listed = new Map<Id, number>();
  for (const { homeSiteId, isWalkIn } of people)
    if (!isWalkIn) listed.set(homeSiteId, (listed.get(homeSiteId) ?? 0) + 1);
  return listed;
}
