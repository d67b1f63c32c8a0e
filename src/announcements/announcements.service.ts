import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import {
  type AddressedPage,
  type Addressees,
  type AnnouncementDetail,
  type AnnouncementReach,
  type ListedAnnouncement,
  type PostedAnnouncement,
  type SiteAnnouncement,
} from '../contract/announcement.js';
import type { Organizer, Principal } from '../contract/auth.js';
import { type Id, type Instant, type Page, PAGE_LIMIT } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { pageOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { PresenceService } from '../presence/presence.service.js';
import type { AnnouncementRow } from './announcement.entity.js';
import { AnnouncementParts } from './announcement-parts.service.js';
import { AddresseesService } from './addressees.service.js';
import type { AddressedSitesQueryDto, AddresseesDto, AnnouncementQueryDto } from './announcements.dto.js';
import { addressedSiteOf, postedOf } from './announcements.presenter.js';
import { AnnouncementsRepository } from './announcements.repository.js';
import { idsIn, oneChoice } from './announcements.rules.js';
import { ReceiptsService } from './receipts.service.js';

/** Sites that a list names of each announcement. */
const NAMED_IN_LISTS = 3;

/** What organizers and consoles may read of announcements. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly addressees: AddresseesService,
    private readonly parts: AnnouncementParts,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly presence: PresenceService,
    private readonly receipts: ReceiptsService,
    private readonly store: AnnouncementsRepository,
  ) {}

  /** Newest first. @throws Problem conference.not-found */
  async list(
    actor: Organizer,
    conferenceId: Id,
    { status, ...page }: AnnouncementQueryDto,
  ): Promise<Page<ListedAnnouncement>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const now = this.clock.instant();
    const reach = await this.parts.of(actor, id);
    const mine = { reach, accountId: actor.accountId };
    const rows = await this.store.list(id, mine, status, now, page);
    const { items, next } = pageOf(
      rows,
      page.limit ?? PAGE_LIMIT.default,
      (row) => [row.createdAt, row.id],
      (row) => postedOf(row, now),
    );
    return { items: await this.withNames(await this.parts.cut(items, reach), NAMED_IN_LISTS), next };
  }

  /** How many sites it would be for. @throws Problem conference.not-found, and as `AddresseesService.find` */
  async reach(actor: Principal, conferenceId: Id, to: AddresseesDto): Promise<AnnouncementReach> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    return this.addressees.reach(actor, id, await this.parts.addressees(actor, id, addresseesOf(to)));
  }

  /** @throws Problem announcement.not-found */
  async get(actor: Principal, id: Id): Promise<AnnouncementDetail> {
    const row = await this.existing(id);
    const reach = await this.parts.require(actor, row);
    const { items: missing } = await this.sitesOf(actor, id, { state: 'missing', limit: PAGE_LIMIT.max });
    const [posted] = await this.withNames(await this.parts.cut([postedOf(row, this.clock.instant())], reach));
    // A reminder says how many sites it went to, and not which.
    const isWhole = reach === null || posted!.addressed === row.addressed;
    return { ...posted!, missing, reminders: isWhole ? await this.store.remindersOf(id) : [] };
  }

  /** Its sites by their code. @throws Problem announcement.not-found */
  async sitesOf(
    actor: Principal,
    id: Id,
    { state = 'missing', ...page }: AddressedSitesQueryDto,
  ): Promise<AddressedPage> {
    const reach = await this.parts.require(actor, await this.existing(id));
    const rows = await this.store.sites(id, reach, state, page);
    return pageOf(
      rows,
      page.limit ?? PAGE_LIMIT.default,
      (row) => [row.codeKey, row.siteId],
      (row) => addressedSiteOf(row, this.presence.statusOf(row.siteId).state),
    );
  }

  /**
   * The living ones of a site, oldest first; its consoles have them then. With `since`, those that have ended
   * too. @throws Problem site.not-found
   */
  async atSite(actor: Principal, siteId: Id, since?: Instant): Promise<SiteAnnouncement[]> {
    const { id } = await this.parts.site(actor, siteId);
    const items = await this.store.ofSite(id, this.clock.instant(), since);
    if (actor.kind === 'coordinator')
      this.receipts.noteDelivered(
        id,
        items.flatMap((item) => (item.ended ? [] : [item.id])),
      );
    return items;
  }

  /** @param most sites of each; all if left out */
  private async withNames(posted: PostedAnnouncement[], most?: number): Promise<ListedAnnouncement[]> {
    const shown = posted.map((one) => ({ ...one, ids: idsIn(one.to).slice(0, most) }));
    const names = await this.store.named(shown.flatMap(({ ids }) => ids));
    return shown.map(({ ids, ...one }) => ({ ...one, named: ids.flatMap((id) => names.get(id) ?? []) }));
  }

  private async existing(id: Id): Promise<AnnouncementRow> {
    const row = await this.store.find(id);
    if (!row) throw new Problem('announcement.not-found');
    return row;
  }
}

/** @throws Problem request.invalid unless exactly one choice is given */
export function addresseesOf(given: AddresseesDto): Addressees {
  const to = oneChoice(given);
  if (to) return to;
  const message = 'to must name exactly one of all, parentId, siteLevel, siteIds, state';
  throw new Problem('request.invalid', message, {
    errors: [{ path: 'to', code: 'field.one-of', message }],
  });
}
