import { Injectable } from '@nestjs/common';
import type { Organizer, Principal } from '../contract/auth.js';
import type { CoordinatorBody, SiteContact, SiteContactBody } from '../contract/readiness.js';
import type { Site } from '../contract/site.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { SitesService } from '../sites/sites.service.js';
import { SiteContactRow } from './site-contact.entity.js';
import { contactOf } from './site-contacts.presenter.js';

/** Calls to sites and notes about them; and who a site says is in charge. */
@Injectable()
export class SiteContactsService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly sites: SitesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Newest first. @throws Problem site.not-found, site.is-group */
  async list(
    actor: Principal,
    siteId: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<SiteContact>> {
    const { id } = await this.sites.visiblePoint(actor, siteId);
    const before = seqOf(after) ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.reader.query<SiteContactRow>(
      `SELECT c.* FROM "site_contact" c WHERE c."siteId" = $1 AND c."seq" < $2
        ORDER BY c."seq" DESC LIMIT $3`,
      [id, before, limit + 1],
    );
    return pageOf(rows, limit, ({ seq }) => [String(seq)], contactOf);
  }

  /**
   * Notes a call, or something about the site. The same once more changes nothing.
   * @throws Problem site.not-found, site.is-group, contact.empty, contact.id-reused
   */
  async add(actor: Organizer, siteId: Id, body: SiteContactBody): Promise<SiteContact> {
    const { id: known, conferenceId } = await this.sites.visiblePoint(actor, siteId);
    const { called = false, note = null } = body;
    if (!called && note === null) throw new Problem('contact.empty');
    const id = body.id ?? this.ids.next();
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await tx.repo(SiteContactRow).findOneBy({ id });
      const isSame =
        existing?.siteId === known && Boolean(existing.called) === called && existing.note === note;
      if (existing && !isSame) throw new Problem('contact.id-reused');
      if (existing) return contactOf(existing);
      const row: SiteContactRow = {
        id,
        seq,
        conferenceId,
        siteId: known,
        called,
        note,
        at: this.clock.instant(),
        accountId: actor.accountId,
        by: actor.name,
      };
      await tx.repo(SiteContactRow).insert(row);
      return contactOf(row);
    });
  }

  /** @throws Problem site.not-found, for another site too */
  async nameCoordinator(actor: Principal, siteId: Id, { name, phone }: CoordinatorBody): Promise<Site> {
    const { id } = await this.sites.visiblePoint(actor, siteId);
    return this.sites.nameCoordinator(id, name, phone);
  }
}
