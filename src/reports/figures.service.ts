import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import type { FiguresLine, ReportFigures } from '../contract/figures.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import { isInReach } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import { ConfirmationsRead } from './confirmations-read.js';
import { PeopleRead } from './people-read.js';
import {
  bestOfAll,
  peopleOf,
  type ReportedPerson,
  type Sum,
  sumsByArea,
  sumsByLevel,
  sumsBySite,
  sumsByUnit,
  type Sums,
} from './report.rules.js';
import { type Reported, ReportedCheckpoints } from './reported-checkpoints.js';

/** Everything that a paper is written from. */
export interface ReportData extends Reported {
  conference: Conference;
  sites: Site[];
  people: readonly ReportedPerson[];
  bySite: Sums<Site>;
  figures: ReportFigures;
  at: Instant;
}

/** The sums of a checkpoint or of a day, as a page and the papers show them. Organizers only. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly checkpoints: ReportedCheckpoints,
    private readonly people: PeopleRead,
    private readonly confirming: ConfirmationsRead,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem conference.not-found, checkpoint.not-found,
   * report.checkpoint-missing, report.period-ambiguous
   */
  async figures(
    actor: Principal,
    idOrSlug: string,
    period: { checkpointId?: Id; day?: string },
  ): Promise<ReportFigures> {
    return (await this.data(actor, idOrSlug, period)).figures;
  }

  /** @throws Problem as `figures` */
  async data(
    actor: Principal,
    idOrSlug: string,
    period: { checkpointId?: Id; day?: string },
  ): Promise<ReportData> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const { checkpoints, day } = await this.checkpoints.find(conference, period);
    const at = this.clock.instant();
    const reach = await this.sites.reach(actor, conference.id);
    const isMet = ({ id }: Site): boolean => isInReach(reach, id);
    const sites = (await this.sites.pointsOf(conference.id)).filter(isMet);
    const groups = (await this.sites.groupsOf(conference.id)).filter(isMet);
    const standings = await this.people.readAt(
      conference.id,
      checkpoints.map(({ id }) => id),
      reach,
    );
    const counted = bestOfAll(standings);
    const bySite = sumsBySite(counted, sites, checkpoints.length);
    const people = peopleOf(counted, reach);
    await yieldToEventLoop();
    const byCheckpoint = checkpoints.map(({ id, name }, nth) => ({
      checkpointId: id,
      name,
      ...lineOf(sumsBySite(standings[nth]!, sites).total),
    }));
    const confirmed = await this.confirmedBy(
      conference.id,
      checkpoints.map(({ id }) => id),
    );
    const byUnit = sumsByUnit(people, checkpoints.length).lines.map((line) => ({
      unit: line.key,
      ...lineOf(line),
    }));
    await yieldToEventLoop();
    const figures: ReportFigures = {
      conferenceId: conference.id,
      asOf: at,
      timezone: conference.timezone,
      day,
      total: lineOf(bySite.total),
      byCheckpoint,
      byLevel: sumsByLevel(bySite).lines.map((line) => ({ level: line.key, ...lineOf(line) })),
      byArea: sumsByArea(bySite, groups).lines.map((line) => ({
        siteId: line.key?.id ?? null,
        name: line.key?.name ?? null,
        ...lineOf(line),
      })),
      byUnit,
      differing: differingIn(bySite),
      confirmedSites: sites.filter(({ id }) => confirmed.has(id)).length,
    };
    return { conference, checkpoints, day, at, sites, people, bySite, figures };
  }

  /** Sites that have confirmed each of the checkpoints. */
  private async confirmedBy(conferenceId: Id, checkpointIds: readonly Id[]): Promise<Set<Id>> {
    const times = new Map<Id, number>();
    for (const checkpointId of checkpointIds)
      for (const { siteId, kind } of await this.confirming.confirmations(conferenceId, checkpointId))
        if (kind === 'confirm') times.set(siteId, (times.get(siteId) ?? 0) + 1);
    return new Set([...times].flatMap(([siteId, count]) => (count === checkpointIds.length ? [siteId] : [])));
  }
}

function lineOf({ key: _key, ...line }: Sum<unknown>): FiguresLine {
  return line;
}

function differingIn({ lines }: Sums<Site>): ReportFigures['differing'] {
  return lines.flatMap(({ key: { id, code, name, expected }, listed }) =>
    expected === null || expected === listed ? [] : [{ siteId: id, code, name, expected, listed }],
  );
}
