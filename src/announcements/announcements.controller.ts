import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type {
  AcknowledgeReply,
  AddressedPage,
  AnnouncementDetail,
  AnnouncementReach,
  AnnouncementReminder,
  ListedAnnouncement,
  PostedAnnouncement,
  SiteAnnouncement,
} from '../contract/announcement.js';
import type { Organizer, Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import {
  AcknowledgeDto,
  AddressedSitesQueryDto,
  AnnouncementBodyDto,
  AnnouncementCorrectionDto,
  AnnouncementPatchDto,
  AnnouncementQueryDto,
  AnnouncementReachDto,
  AnnouncementReminderDto,
  SiteAnnouncementsQueryDto,
} from './announcements.dto.js';
import { AnnouncementsService } from './announcements.service.js';
import { PostingService } from './posting.service.js';
import { ReceiptsService } from './receipts.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

type Coordinator = Extract<Principal, { kind: 'coordinator' }>;

@Controller()
export class AnnouncementsController {
  constructor(
    private readonly announcements: AnnouncementsService,
    private readonly posting: PostingService,
    private readonly receipts: ReceiptsService,
  ) {}

  /** Lists the announcements of a conference, newest first. Drafts and ended ones too. */
  @Get(ROUTES.announcements)
  @Allow('steward')
  @Parts('watcher')
  list(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: AnnouncementQueryDto,
  ): Promise<Page<ListedAnnouncement>> {
    return this.announcements.list(actor, id, query);
  }

  /**
   * Sends an announcement to its sites at once, or keeps it as a draft. The same again answers how it
   * stands; another one under its id is refused, `announcement.id-reused`.
   */
  @Post(ROUTES.announcements)
  @Allow('steward')
  @Parts('manager')
  post(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: AnnouncementBodyDto,
  ): Promise<PostedAnnouncement> {
    return this.posting.post(actor, id, body);
  }

  /** Counts the sites that an announcement would reach now. Nothing is sent. */
  @Post(ROUTES.announcementReach)
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  reach(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() { to }: AnnouncementReachDto,
  ): Promise<AnnouncementReach> {
    return this.announcements.reach(actor, id, to);
  }

  /**
   * Lists the living announcements of a site, oldest first. To a console of it they are delivered then.
   * With `since`, also those that have ended, if they were sent since then; the last 500.
   */
  @Get(ROUTES.siteAnnouncements)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  async atSite(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { since }: SiteAnnouncementsQueryDto,
  ): Promise<Page<SiteAnnouncement>> {
    const items = await this.announcements.atSite(actor, id, since);
    return { items, next: null };
  }

  /** Reads an announcement, with the sites that have not acknowledged it. */
  @Get(ROUTES.announcement)
  @Versioned()
  @Allow('steward')
  @Parts('watcher')
  get(@Actor() actor: Organizer, @Param('id') id: string): Promise<AnnouncementDetail> {
    return this.announcements.get(actor, id);
  }

  /**
   * Lists the sites of an announcement, by their code. Those that have not acknowledged, have, or have no
   * console.
   */
  @Get(ROUTES.announcementSites)
  @Allow('steward')
  @Parts('watcher')
  sites(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: AddressedSitesQueryDto,
  ): Promise<AddressedPage> {
    return this.announcements.sitesOf(actor, id, query);
  }

  /** Changes a draft of an announcement. What was sent is corrected instead. */
  @Patch(ROUTES.announcement)
  @GuardedByVersion()
  @Allow('steward')
  @Parts('watcher')
  edit(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: AnnouncementPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<PostedAnnouncement> {
    return this.posting.edit(actor, id, body, ifMatch);
  }

  /** Discards a draft of an announcement. */
  @Delete(ROUTES.announcement)
  @HttpCode(204)
  @Allow('steward')
  @Parts('watcher')
  discard(@Actor() actor: Organizer, @Param('id') id: string): Promise<void> {
    return this.posting.discard(actor, id);
  }

  /** Sends a draft to its sites as they stand now. One that was sent already stays as it is. */
  @Post(ROUTES.announcementSend)
  @HttpCode(200)
  @Allow('steward')
  @Parts('watcher')
  send(@Actor() actor: Organizer, @Param('id') id: string): Promise<PostedAnnouncement> {
    return this.posting.send(actor, id);
  }

  /** Takes an announcement off the screens. One that has ended stays as it ended. */
  @Post(ROUTES.announcementEnd)
  @HttpCode(200)
  @Allow('steward')
  @Parts('watcher')
  end(@Actor() actor: Organizer, @Param('id') id: string): Promise<PostedAnnouncement> {
    return this.posting.end(actor, id);
  }

  /** Ends an announcement and sends another to the same sites. They acknowledge anew. Answers the new one. */
  @Post(ROUTES.announcementCorrect)
  @Allow('steward')
  @Parts('watcher')
  correct(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: AnnouncementCorrectionDto,
  ): Promise<PostedAnnouncement> {
    return this.posting.correct(actor, id, body);
  }

  /** Tells the sites again that have not acknowledged. The same reminder again answers its receipt. */
  @Post(ROUTES.announcementRemind)
  @Allow('steward')
  @Parts('watcher')
  remind(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: AnnouncementReminderDto,
  ): Promise<AnnouncementReminder> {
    return this.posting.remind(actor, id, body.id);
  }

  /**
   * Acknowledges an announcement for the console's site. The first console of it wins; a second time is
   * answered the first.
   */
  @Post(ROUTES.announcementAcknowledge)
  @HttpCode(200)
  @Allow('coordinator')
  acknowledge(
    @Actor() actor: Coordinator,
    @Param('id') id: string,
    @Body() { recordedAt }: AcknowledgeDto,
  ): Promise<AcknowledgeReply> {
    return this.receipts.acknowledge(actor, id, recordedAt);
  }
}
