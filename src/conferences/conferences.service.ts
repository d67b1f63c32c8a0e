import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type {
  Conference,
  ConferenceChannels,
  ConferenceCreate,
  ConferencePatch,
} from '../contract/conference.js';
import { type Language, LANGUAGE_CODES } from '../contract/languages.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { ConferenceOfService } from '../identity/guard/conference-of.service.js';
import { type Cache, Caches, staleAfter } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { ConferenceRow } from './conference.entity.js';
import { ConferenceChanged } from './conferences.events.js';
import { maySee, maySeeChannels } from './conferences.policy.js';
import { channelsOf, conferenceOf } from './conferences.presenter.js';
import { differing, faultOfConference } from './conferences.rules.js';

const DEFAULTS = {
  timezone: 'Asia/Ho_Chi_Minh',
  languages: LANGUAGE_CODES,
  status: 'draft',
  simulated: false,
  hotline: null,
  broadcastUrl: null,
  broadcastPublic: false,
} as const;

/** Leaves out conferences that are being copied or deleted. */
const SHOWN = { isCopying: 0, isRemoved: 0 };

type Saved = Conference & ConferenceChannels;
/** Apart, so that a conference carries its channels only where somebody puts them in. */
interface CachedConference {
  conference: Conference;
  channels: ConferenceChannels;
}

/**
 * Conferences, as everything that happens in one asks for them: every read but the list comes from memory.
 */
@Injectable()
export class ConferencesService {
  private readonly byIdOrSlug: Cache<CachedConference | null>;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    caches: Caches,
    conferenceOf: ConferenceOfService,
  ) {
    conferenceOf.add('conferences', {
      missing: 'conference.not-found',
      table: 'conference',
      find: async (idOrSlug) => {
        const cached = await this.find(idOrSlug);
        return cached && { conferenceId: cached.conference.id, siteId: null };
      },
    });
    this.byIdOrSlug = caches.create('conferences', [staleAfter(ConferenceChanged)]);
  }

  /** @throws Problem conference.not-found, for what the actor may not see as well */
  async visible(actor: Principal | undefined, idOrSlug: string): Promise<Conference> {
    const cached = await this.find(idOrSlug);
    if (!cached || !maySee(actor, cached.conference)) throw new Problem('conference.not-found');
    return cached.conference;
  }

  /** @throws Problem conference.not-found */
  async get(id: Id): Promise<Conference> {
    return (await this.existing(id)).conference;
  }

  /** Whether there is such a conference, and it is not being deleted or made. */
  async exists(id: Id): Promise<boolean> {
    return (await this.find(id)) !== null;
  }

  /** How the hall is reached and seen. @throws Problem conference.not-found */
  async channelsOf(id: Id): Promise<ConferenceChannels> {
    return (await this.existing(id)).channels;
  }

  /** As `visible`; organizers and consoles see its channels too. @throws Problem conference.not-found */
  async shown(actor: Principal | undefined, idOrSlug: string): Promise<Conference> {
    const conference = await this.visible(actor, idOrSlug);
    if (!maySeeChannels(actor)) return conference;
    return { ...conference, ...(await this.channelsOf(conference.id)) };
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
      const mine = own && maySee(actor, own.conference) && idOf(after) === null;
      return { items: mine ? [await this.shown(actor, actor.conferenceId)] : [], next: null };
    }
    const own =
      actor === undefined || actor.scope === 'all'
        ? null
        : [...actor.scope, ...(actor.parts ?? []).map(({ conferenceId }) => conferenceId)];
    const rows = await this.reader.query<Omit<ConferenceRow, 'languages'> & { languages: string }>(
      `SELECT * FROM "conference" WHERE "id" > $1 AND "isCopying" = 0 AND "isRemoved" = 0
        ${actor === undefined ? `AND "status" <> 'draft'` : ''}
        ${own === null ? '' : `AND "id" IN (SELECT l.value FROM ${listed(this.reader.dialect, 3)})`}
        ORDER BY "id" LIMIT $2`,
      [idOf(after) ?? '', limit + 1, ...(own === null ? [] : [JSON.stringify(own)])],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({
        ...conferenceOf({ ...row, languages: JSON.parse(row.languages) as Language[] }),
        ...(maySeeChannels(actor) ? channelsOf(row) : {}),
      }),
    );
  }

  /** @throws Problem conference.slug-taken, conference.dates-reversed, conference.timezone-unknown */
  create(fields: ConferenceCreate): Promise<Conference> {
    const now = this.clock.instant();
    const conference: Saved = {
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
  change(id: Id, patch: ConferencePatch, ifMatch: string | null = null): Promise<Conference> {
    return this.save(id, (existing) => {
      if (!existing) throw new Problem('conference.not-found');
      refuseOutdated(ifMatch, existing);
      return { ...existing, ...present(patch), updatedAt: this.clock.instant() };
    });
  }

  private async save(id: Id, next: (existing: Saved | null) => Saved | Promise<Saved>): Promise<Conference> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        // Locked where writers work side by side: the later of two edits would write back what it
        // had read before the earlier one.
        await tx.query('UPDATE "conference" SET "id" = "id" WHERE "id" = $1', [id]);
        const before = await tx.repo(ConferenceRow).findOneBy({ id, ...SHOWN });
        const existing = before && { ...conferenceOf(before), ...channelsOf(before) };
        const conference = await next(existing);
        const fault = faultOfConference(conference);
        if (fault) throw new Problem(fault);
        const isShownAnew =
          before !== null && (before.title !== conference.title || before.slug !== conference.slug);
        const revision = (before?.revision ?? 0) + (isShownAnew ? 1 : 0);
        const { dataNotice: _, ...fields } = conference;
        const row = { ...fields, ...flagsOf(conference), revision, isCopying: 0, isRemoved: 0 };
        await tx.repo(ConferenceRow).upsert(row, ['id']);
        if (before === null) tx.note({ object: { kind: 'conference', id }, conferenceId: id, after: row });
        tx.announce(new ConferenceChanged(id, existing ? differing(existing, conference) : []));
        return conference;
      });
    } catch (fault) {
      throw brokenConstraint(fault) === 'unique' ? new Problem('conference.slug-taken') : fault;
    }
  }

  private async existing(id: Id): Promise<CachedConference> {
    const cached = await this.find(id);
    if (!cached) throw new Problem('conference.not-found');
    return cached;
  }

  private find(idOrSlug: string): Promise<CachedConference | null> {
    return this.byIdOrSlug.get(idOrSlug, async () => {
      const row = await this.reader.repo(ConferenceRow).findOne({
        where: [
          { id: idOrSlug, ...SHOWN },
          { slug: idOrSlug, ...SHOWN },
        ],
      });
      return row && { conference: conferenceOf(row), channels: channelsOf(row) };
    });
  }
}

const flagsOf = ({
  simulated,
  broadcastPublic,
}: Saved): Pick<ConferenceRow, 'simulated' | 'broadcastPublic'> => ({
  simulated: simulated ? 1 : 0,
  broadcastPublic: broadcastPublic ? 1 : 0,
});

/** Class instances carry fields that were not sent as undefined. */
function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
