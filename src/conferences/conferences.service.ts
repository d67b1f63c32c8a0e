import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { Conference, ConferenceCreate, ConferencePatch } from '../contract/conference.js';
import { type Language, LANGUAGE_CODES } from '../contract/languages.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Cache, Caches, staleAfter } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { ConferenceRow } from './conference.entity.js';
import { ConferenceChanged } from './conferences.events.js';
import { maySee } from './conferences.policy.js';
import { conferenceOf } from './conferences.presenter.js';
import { faultOfConference } from './conferences.rules.js';

const DEFAULTS = {
  timezone: 'Asia/Ho_Chi_Minh',
  languages: LANGUAGE_CODES,
  status: 'draft',
  simulated: false,
} as const;

/**
 * Conferences, as everything that happens in one asks for them: every read but the list comes from memory.
 */
@Injectable()
export class ConferencesService {
  private readonly byIdOrSlug: Cache<Conference | null>;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    caches: Caches,
  ) {
    this.byIdOrSlug = caches.create('conferences', [staleAfter(ConferenceChanged)]);
  }

  /** @throws Problem conference.not-found, for what the actor may not see as well */
  async visible(actor: Principal | undefined, idOrSlug: string): Promise<Conference> {
    const conference = await this.find(idOrSlug);
    if (!conference || !maySee(actor, conference)) throw new Problem('conference.not-found');
    return conference;
  }

  /** @throws Problem conference.not-found */
  async get(id: Id): Promise<Conference> {
    const conference = await this.find(id);
    if (!conference) throw new Problem('conference.not-found');
    return conference;
  }

  /** How often the title or address has changed for those who read the schedule in a calendar. */
  async revisionOf(id: Id): Promise<number> {
    const row = await this.reader.repo(ConferenceRow).findOne({ where: { id }, select: { revision: true } });
    return row?.revision ?? 0;
  }

  /** Lists the conferences that the actor may see, oldest first. */
  async list(
    actor: Principal | undefined,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Conference>> {
    if (actor !== undefined && actor.kind !== 'organizer') {
      const own = await this.find(actor.conferenceId);
      return { items: own && maySee(actor, own) && idOf(after) === null ? [own] : [], next: null };
    }
    const rows = await this.reader.query<Omit<ConferenceRow, 'languages'> & { languages: string }>(
      `SELECT * FROM "conference" WHERE "id" > $1 ${actor === undefined ? `AND "status" <> 'draft'` : ''}
        ORDER BY "id" LIMIT $2`,
      [idOf(after) ?? '', limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => conferenceOf({ ...row, languages: JSON.parse(row.languages) as Language[] }),
    );
  }

  /** @throws Problem conference.slug-taken, conference.dates-reversed, conference.timezone-unknown */
  create(fields: ConferenceCreate): Promise<Conference> {
    const now = this.clock.instant();
    const conference: Conference = {
      ...DEFAULTS,
      languages: [...DEFAULTS.languages],
      ...present(fields),
      id: this.ids.next(),
      createdAt: now,
      updatedAt: now,
    };
    return this.save(conference.id, async () => conference);
  }

  /** @throws Problem as `create`, conference.not-found */
  change(id: Id, patch: ConferencePatch): Promise<Conference> {
    return this.save(id, (existing) => {
      if (!existing) throw new Problem('conference.not-found');
      return { ...existing, ...present(patch), updatedAt: this.clock.instant() };
    });
  }

  private async save(
    id: Id,
    next: (existing: Conference | null) => Conference | Promise<Conference>,
  ): Promise<Conference> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        // Locked where writers work side by side: the later of two edits would write back what it
        // had read before the earlier one.
        await tx.query('UPDATE "conference" SET "id" = "id" WHERE "id" = $1', [id]);
        const row = await tx.repo(ConferenceRow).findOneBy({ id });
        const conference = await next(row && conferenceOf(row));
        const fault = faultOfConference(conference);
        if (fault) throw new Problem(fault);
        const isShownAnew = row !== null && (row.title !== conference.title || row.slug !== conference.slug);
        const revision = (row?.revision ?? 0) + (isShownAnew ? 1 : 0);
        await tx
          .repo(ConferenceRow)
          .upsert({ ...conference, simulated: conference.simulated ? 1 : 0, revision }, ['id']);
        tx.announce(new ConferenceChanged(id));
        return conference;
      });
    } catch (fault) {
      throw brokenConstraint(fault) === 'unique' ? new Problem('conference.slug-taken') : fault;
    }
  }

  private find(idOrSlug: string): Promise<Conference | null> {
    return this.byIdOrSlug.get(idOrSlug, async () => {
      const row = await this.reader
        .repo(ConferenceRow)
        .findOne({ where: [{ id: idOrSlug }, { slug: idOrSlug }] });
      return row && conferenceOf(row);
    });
  }
}

/** Class instances carry fields that were not sent as undefined. */
function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
