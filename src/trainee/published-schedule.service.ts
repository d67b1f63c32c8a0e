import { Injectable } from '@nestjs/common';
import { BroadcastService } from '../broadcast/broadcast.service.js';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import type { Schedule } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { Cache, Caches, staleConference } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { attachment } from '../platform/files/content-disposition.js';
import { CachedResponse } from '../platform/http/cached-response.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from '../schedule/schedule.events.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { calendarOf } from './formats/calendar.rules.js';
import { conferenceExport } from './formats/conference-export.rules.js';
import { frabXml } from './formats/frab-xml.rules.js';
import { MaterialsChanged } from '../materials/materials.events.js';
import { MaterialsService } from '../materials/materials.service.js';
import { mayRead, type Readership, readershipOf } from '../materials/materials.policy.js';
import { goodUntil, scheduleOf } from './published-schedule.rules.js';

export type Form = 'json' | 'ics' | 'c3voc' | 'xml';
interface Page {
  prepared: CachedResponse;
  /** Milliseconds since 1970: from then on it may say something else. */
  until: number;
}
export interface Published {
  prepared: CachedResponse;
  /** The same for the same kind of reader at the same address later on; `null` if it must be read anew. */
  current: () => CachedResponse | null;
}
/** Readers choose the address that they use, so the pages that contain it need a bound. */
const CACHED_PAGES = 32;

/**
 * What everybody reads: prepared once for each kind of reader, until the schedule
 * changes or now and next move on.
 */
@Injectable()
export class PublishedScheduleService {
  /** By conference, then by kind of reader, form and address. */
  private readonly pages: Cache<Cache<Page>>;

  constructor(
    private readonly conferences: ConferencesService,
    private readonly schedule: ScheduleService,
    private readonly materials: MaterialsService,
    private readonly broadcast: BroadcastService,
    private readonly clock: Clock,
    caches: Caches,
  ) {
    this.pages = caches.create('published schedules', [
      staleConference(ConferenceChanged),
      staleConference(ScheduleChanged),
      staleConference(SessionStarted),
      staleConference(SessionEnded),
      staleConference(MaterialsChanged),
    ]);
  }

  /**
   * @param base where the reader reached the service; '' for the form that holds no addresses.
   * @throws Problem conference.not-found
   */
  async read(actor: Principal | undefined, idOrSlug: string, form: Form, base: string): Promise<Published> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const pages = await this.pages.get(id, async () => this.noPages());
    const readers = readershipOf(actor, id);
    const key = `${readers} ${form} ${base}`;
    const page = await pages.get(key, () => this.make(actor, id, form, base));
    const { prepared } = page;
    // Whatever changes, the address included, makes another page.
    return {
      prepared,
      current: () => (this.pages.peek(id)?.peek(key) === page ? prepared : null),
    };
  }

  private noPages(): Cache<Page> {
    return new Cache({ limit: CACHED_PAGES, isCurrent: ({ until }) => this.clock.now() < until });
  }

  private async make(actor: Principal | undefined, id: Id, form: Form, base: string): Promise<Page> {
    // Asked here once more: a cached page must not miss a change since the caller asked.
    const conference = await this.conferences.visible(actor, id);
    const readers = readershipOf(actor, id);
    const [sessions, materials] = [
      await this.schedule.sessionsOf(conference.id),
      await this.materials.ofConference(conference.id),
    ];
    // Before anything is decided by the clock: a change in between then shortens the life of
    // the page, instead of being missed.
    const nextChangeAt = await this.schedule.nextChangeAt(conference.id);
    const now = this.clock.instant();
    const readable = materials.filter((material) => mayRead(readers, material, now));
    const schedule = scheduleOf(
      conference,
      sessions,
      await this.schedule.nowAndNext(conference.id),
      readable,
      materials.filter((material) => mayRead('participants', material, now)).length -
        readable.filter((material) => mayRead('participants', material, now)).length,
    );
    // The others ask for it by itself: not all who are signed in by a code are shown the same.
    const isOfStaff = readers === 'organizers' || readers === 'coordinators';
    const broadcast = isOfStaff ? await this.broadcast.windowsOf(conference.id) : [];
    const until = goodUntil(nextChangeAt, materials, now);
    const revision = await this.conferences.revisionOf(conference.id);
    const bySession = [...(await this.schedule.revisionsOf(conference.id))];
    const revisions = new Map(bySession.map(([id, count]) => [id, count + revision]));
    return {
      prepared: new CachedResponse(
        bodyOf(isOfStaff ? { ...schedule, broadcast } : schedule, form, base, revisions),
        headersOf(conference, readers, form),
      ),
      until: until === null ? Infinity : Date.parse(until),
    };
  }
}

function bodyOf(schedule: Schedule, form: Form, base: string, revisions: ReadonlyMap<Id, number>): Buffer {
  switch (form) {
    case 'json':
      return Buffer.from(JSON.stringify(schedule));
    case 'ics':
      return Buffer.from(calendarOf(schedule, revisions, base));
    case 'c3voc':
      return Buffer.from(JSON.stringify(conferenceExport(schedule, base)));
    case 'xml':
      return Buffer.from(frabXml(conferenceExport(schedule, base)));
  }
}

const TYPES: Record<Form, string> = {
  json: 'application/json; charset=utf-8',
  c3voc: 'application/json; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
};

/**
 * What everybody may read, pages of other services may read too. With `*` no browser sends a sign-in along.
 */
export const FOR_EVERY_PAGE = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

function headersOf({ slug }: Conference, readers: Readership, form: Form): Record<string, string> {
  return {
    'content-type': TYPES[form],
    // Kept, and asked for each time: a session may start at any moment. What is
    // not public stays with its reader.
    'cache-control': readers === 'public' ? 'no-cache' : 'private, no-cache',
    ...(readers === 'public' ? FOR_EVERY_PAGE : {}),
    ...(form === 'ics' ? { 'content-disposition': attachment(`${slug}.ics`) } : {}),
  };
}
