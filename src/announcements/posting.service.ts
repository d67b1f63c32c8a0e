import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type {
  AnnouncementOfChange,
  AnnouncementReminder,
  PostedAnnouncement,
} from '../contract/announcement.js';
import type { Organizer } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { AnnouncementRow } from './announcement.entity.js';
import { AnnouncementParts } from './announcement-parts.service.js';
import { AddresseesService } from './addressees.service.js';
import type {
  AnnouncementBodyDto,
  AnnouncementCorrectionDto,
  AnnouncementPatchDto,
} from './announcements.dto.js';
import {
  AnnouncementEnded,
  AnnouncementPosted,
  AnnouncementReminded,
  DraftChanged,
} from './announcements.events.js';
import { columnsOf, contentIn, isSame, newRow } from './announcement-rows.js';
import { postedOf, reminderOf } from './announcements.presenter.js';
import { AnnouncementsRepository } from './announcements.repository.js';
import { type AnnouncementContent, contentOf, statusAt } from './announcements.rules.js';
import { addresseesOf } from './announcements.service.js';

/** Organizers write announcements, send, end and correct them. A text that was sent is never changed. */
@Injectable()
export class PostingService {
  constructor(
    private readonly addressees: AddresseesService,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly parts: AnnouncementParts,
    private readonly store: AnnouncementsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The same announcement again answers how it stands.
   * @throws Problem conference.not-found, announcement.id-reused, announcement.over, and as
   * `AddresseesService.find`
   */
  async post(actor: Organizer, conferenceId: Id, body: AnnouncementBodyDto): Promise<PostedAnnouncement> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const to = await this.parts.addressees(actor, conference.id, addresseesOf(body.to));
    const content = contentOf({ ...body, to });
    const id = body.id ?? this.ids.next();
    const repeated = await this.repeated(id, conference.id, content);
    if (repeated) return repeated;
    this.refuseOver(content);
    const siteIds =
      body.status === 'draft' ? null : await this.addressees.find(actor, conference.id, content.to);
    try {
      return await this.unitOfWork.run(async (tx) => {
        const row = newRow(id, conference.id, content, actor.accountId, this.clock.instant());
        await tx.repo(AnnouncementRow).insert(row);
        if (siteIds) return this.sendTo(tx, row, siteIds);
        tx.announce(new DraftChanged(row.conferenceId, id));
        return postedOf(row, row.createdAt);
      });
    } catch (fault) {
      // It came twice at once, and the other one was first.
      const first =
        brokenConstraint(fault) === 'unique' ? await this.repeated(id, conference.id, content) : null;
      if (first) return first;
      throw fault;
    }
  }

  /** As part of an act of the schedule: both are written or none. Goes to all sites. */
  async postIn(
    tx: Transaction,
    actor: Organizer,
    conferenceId: Id,
    wish: AnnouncementOfChange,
  ): Promise<void> {
    const content = contentOf({ ...wish, to: { all: true } });
    const id = wish.id ?? this.ids.next();
    const existing = await tx.repo(AnnouncementRow).findOneBy({ id });
    if (existing && isSame(existing, conferenceId, content)) return;
    if (existing) throw new Problem('announcement.id-reused');
    const row = newRow(id, conferenceId, content, actor.accountId, this.clock.instant());
    await tx.repo(AnnouncementRow).insert(row);
    await this.sendTo(tx, row, await this.addressees.find(actor, conferenceId, content.to));
  }

  /** Changes a draft. @throws Problem announcement.not-found, announcement.not-draft, announcement.over */
  edit(
    actor: Organizer,
    id: Id,
    patch: AnnouncementPatchDto,
    ifMatch: string | null = null,
  ): Promise<PostedAnnouncement> {
    return this.change(actor, id, async (tx, row, updatedAt) => {
      if (row.status !== 'draft') throw new Problem('announcement.not-draft');
      refuseOutdated(ifMatch, row);
      const before = contentIn(row);
      const to = patch.to
        ? await this.parts.addressees(actor, row.conferenceId, addresseesOf(patch.to))
        : before.to;
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const content = contentOf({ ...before, ...given, to });
      this.refuseOver(content);
      const columns = { ...columnsOf(content), updatedAt };
      Object.assign(row, columns);
      await tx.repo(AnnouncementRow).update({ id }, columns);
      tx.announce(new DraftChanged(row.conferenceId, id));
      return row;
    });
  }

  /** A draft that nobody has received. @throws Problem announcement.not-found, announcement.not-draft */
  async discard(actor: Organizer, id: Id): Promise<void> {
    await this.change(actor, id, async (tx, row) => {
      if (row.status !== 'draft') throw new Problem('announcement.not-draft');
      await tx.repo(AnnouncementRow).delete({ id });
      tx.announce(new DraftChanged(row.conferenceId, id));
      return row;
    });
  }

  /** One that was sent already stays as it is. @throws Problem announcement.not-found, announcement.over */
  async send(actor: Organizer, id: Id): Promise<PostedAnnouncement> {
    const draft = await this.store.find(id);
    if (!draft) throw new Problem('announcement.not-found');
    const siteIds =
      draft.status === 'draft'
        ? await this.addressees.find(actor, draft.conferenceId, contentIn(draft).to)
        : [];
    return this.change(actor, id, async (tx, row) => {
      if (row.status !== 'draft') return row;
      this.refuseOver(row);
      await this.sendTo(tx, row, siteIds);
      return row;
    });
  }

  /** One that has ended stays as it ended. @throws Problem announcement.not-found, announcement.not-live */
  end(actor: Organizer, id: Id): Promise<PostedAnnouncement> {
    return this.change(actor, id, async (tx, row, now) => {
      if (row.status === 'draft') throw new Problem('announcement.not-live');
      if (statusAt(row, now) === 'ended') return row;
      await this.endRow(tx, row, actor, null);
      return row;
    });
  }

  /**
   * Ends it and sends another to the same sites, which acknowledge anew.
   * @throws Problem announcement.not-found, announcement.not-live, announcement.id-reused, announcement.over
   */
  async correct(actor: Organizer, id: Id, body: AnnouncementCorrectionDto): Promise<PostedAnnouncement> {
    const newId = body.id ?? this.ids.next();
    return this.change(actor, id, async (tx, row, now) => {
      const before = contentIn(row);
      const content = contentOf({
        text: body.text,
        level: body.level ?? before.level,
        acknowledge: body.acknowledge ?? before.acknowledge,
        showUntil: body.showUntil === undefined ? before.showUntil : body.showUntil,
        to: before.to,
      });
      const existing = await tx.repo(AnnouncementRow).findOneBy({ id: newId });
      if (existing?.corrects === id && isSame(existing, row.conferenceId, content)) return existing;
      if (existing) throw new Problem('announcement.id-reused');
      if (statusAt(row, now) !== 'live') throw new Problem('announcement.not-live');
      this.refuseOver(content);
      await this.endRow(tx, row, actor, newId);
      const next = newRow(newId, row.conferenceId, content, actor.accountId, now, id);
      await tx.repo(AnnouncementRow).insert(next);
      await this.sendTo(tx, next, await this.store.siteIds(id, false, tx));
      return next;
    });
  }

  /**
   * Tells those again that have not acknowledged. The same reminder again answers its receipt.
   * @throws Problem announcement.not-found, announcement.not-live, announcement.id-reused
   */
  async remind(actor: Organizer, id: Id, reminderId: Id = this.ids.next()): Promise<AnnouncementReminder> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.store.lock(tx, id);
      if (!row) throw new Problem('announcement.not-found');
      await this.parts.requireWhole(actor, row);
      const existing = await this.store.findReminder(tx, reminderId);
      if (existing && existing.announcementId !== id) throw new Problem('announcement.id-reused');
      if (existing) return reminderOf(existing);
      const at = this.clock.instant();
      if (statusAt(row, at) !== 'live') throw new Problem('announcement.not-live');
      const sites = row.counted - row.acknowledged;
      const reminder = { id: reminderId, announcementId: id, at, accountId: actor.accountId, sites };
      await this.store.remind(tx, reminder);
      await tx.repo(AnnouncementRow).update({ id }, { remindedAt: at });
      tx.announce(new AnnouncementReminded(postedOf({ ...row, remindedAt: at }, at)));
      return reminderOf(reminder);
    });
  }

  private async sendTo(
    tx: Transaction,
    row: AnnouncementRow,
    siteIds: readonly Id[],
  ): Promise<PostedAnnouncement> {
    const { id } = row;
    const sentAt = this.clock.instant();
    await this.store.address(tx, row, siteIds);
    await this.store.recount(tx, id);
    await tx.repo(AnnouncementRow).update({ id }, { status: 'live', sentAt });
    Object.assign(row, await tx.repo(AnnouncementRow).findOneBy({ id }));
    const posted = postedOf(row, sentAt);
    tx.announce(new AnnouncementPosted(posted));
    return posted;
  }

  private async endRow(
    tx: Transaction,
    row: AnnouncementRow,
    actor: Organizer,
    correctedBy: Id | null,
  ): Promise<void> {
    const ending = {
      status: 'ended',
      endedAt: this.clock.instant(),
      endedBy: actor.accountId,
      correctedBy,
    } as const;
    await tx.repo(AnnouncementRow).update({ id: row.id }, ending);
    Object.assign(row, ending);
    tx.announce(new AnnouncementEnded(postedOf(row, ending.endedAt)));
  }

  private change(
    actor: Organizer,
    id: Id,
    work: (tx: Transaction, row: AnnouncementRow, now: string) => Promise<AnnouncementRow>,
  ): Promise<PostedAnnouncement> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.store.lock(tx, id);
      if (!row) throw new Problem('announcement.not-found');
      await this.parts.requireWhole(actor, row);
      const now = this.clock.instant();
      return postedOf(await work(tx, row, now), now);
    });
  }

  /** The announcement of this id, if this is it once more. @throws Problem announcement.id-reused */
  private async repeated(
    id: Id,
    conferenceId: Id,
    content: AnnouncementContent,
  ): Promise<PostedAnnouncement | null> {
    const existing = await this.store.find(id);
    if (!existing) return null;
    if (!isSame(existing, conferenceId, content)) throw new Problem('announcement.id-reused');
    return postedOf(existing, this.clock.instant());
  }

  private refuseOver({ showUntil }: { showUntil: string | null }): void {
    if (showUntil !== null && showUntil <= this.clock.instant()) throw new Problem('announcement.over');
  }
}
