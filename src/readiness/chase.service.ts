import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import {
  type Chase,
  type ChaseItem,
  READINESS_NEEDS,
  type ReadinessNeed,
  type ReadinessSummary,
} from '../contract/readiness.js';
import { type Id, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { keysOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import { inReachOrNull, type Reach, ReachService } from '../sites/reach.service.js';
import { ChaseRepository, type ChaseRow } from './chase.repository.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import { failedIn, missingOf } from './readiness.rules.js';
import { contactOf } from './site-contacts.presenter.js';
import { SiteStagesService } from './site-stages.service.js';

/** Sites that an export reads at once. SQLite answers on the event loop: these take a few milliseconds. */
const PART = 250;
const READY = READINESS_NEEDS.indexOf('none');

export interface ChaseQuery extends PageQuery {
  need?: ReadinessNeed;
}

/** Who is to be called before the day, and how a whole conference stands. */
@Injectable()
export class ChaseService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly reach: ReachService,
    private readonly settings: ReadinessSettingsService,
    private readonly stages: SiteStagesService,
    private readonly store: ChaseRepository,
  ) {}

  /** @throws Problem conference.not-found */
  async summary(actor: Principal, idOrSlug: string): Promise<ReadinessSummary> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    return {
      ...(await this.store.summary(id, this.stages.moments(id), await this.reach.of(actor, id))),
      beginsAt: await this.settings.beginsAt(id),
      asOf: this.clock.instant(),
    };
  }

  /** Worst first, then by code. @throws Problem conference.not-found */
  async list(actor: Principal, idOrSlug: string, query: ChaseQuery): Promise<Chase> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const { need, limit = PAGE_LIMIT.default, after } = query;
    const moments = this.stages.moments(id);
    const reach = await this.reach.of(actor, id);
    const rows = await this.store.page(id, moments, reach, need, placeIn(after), limit + 1);
    const items = await this.itemsOf(id, rows.slice(0, limit), reach);
    return pageOf(
      rows,
      limit,
      ({ rank, codeKey }) => [String(rank), codeKey],
      ({ siteId }) => items.get(siteId)!,
    );
  }

  /**
   * What `as` makes of all that lack something, in the order of `list`. Each site is read once, in parts:
   * other requests are served between two of them.
   */
  async all<T>(actor: Principal, conferenceId: Id, as: (item: ChaseItem) => T): Promise<T[]> {
    const reach = await this.reach.of(actor, conferenceId);
    const moments = this.stages.moments(conferenceId);
    const byRank = READINESS_NEEDS.map((): T[] => []);
    for (let after: string | null = ''; after !== null;) {
      const part: ChaseRow[] = await this.store.part(conferenceId, moments, reach, after, PART);
      const lacking = part.filter(({ rank }) => rank < READY);
      const items = await this.itemsOf(conferenceId, lacking, reach);
      for (const { siteId, rank } of lacking) byRank[rank]!.push(as(items.get(siteId)!));
      after = part.length < PART ? null : part.at(-1)!.codeKey;
      await yieldToEventLoop();
    }
    return byRank.flat();
  }

  private async itemsOf(
    conferenceId: Id,
    rows: readonly ChaseRow[],
    reach: Reach,
  ): Promise<Map<Id, ChaseItem>> {
    const siteIds = rows.map(({ siteId }) => siteId);
    const stages = await this.stages.of(conferenceId, rows);
    const contacts = await this.store.lastContacts(siteIds);
    const results = await this.store.itemsOf(
      rows.flatMap(({ resultId, state }) => (resultId !== null && state === 'failed' ? [resultId] : [])),
    );
    return new Map(
      rows.map((row) => {
        const { siteId, code, name, parentId, state, contactName, contactPhone, openedAt, testedAt } = row;
        const contact = contacts.get(siteId);
        return [
          siteId,
          {
            siteId,
            code,
            name,
            parentId: inReachOrNull(reach, parentId),
            state,
            stage: stages.get(siteId)!,
            missing: missingOf({
              isOpened: openedAt !== null,
              hasContact: contactName !== null && contactPhone !== null,
              state,
            }),
            failed: failedIn((row.resultId === null ? undefined : results.get(row.resultId)) ?? []),
            isByHand: row.kind === 'by_hand' && state === 'passed',
            contactName,
            contactPhone,
            openedAt,
            testedAt,
            lastContact: contact ? contactOf(contact) : null,
          },
        ];
      }),
    );
  }
}

/** @throws Problem request.invalid if `after` is no place in this list */
function placeIn(after: string | undefined): { rank: number; codeKey: string } | null {
  const keys = keysOf(after, 2);
  if (keys === null) return null;
  const [rank, codeKey] = keys as [string, string];
  if (!/^[0-5]$/.test(rank)) throw notOurs();
  return { rank: Number(rank), codeKey };
}
