import { Injectable } from '@nestjs/common';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import type { Schedule } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
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
  /** The same for the same kind of reader at the same address later on; null: read anew. */
  current: () => CachedResponse | null;
}
/**
 * Forms with addresses in them differ by the address that the reader used, which the reader
 * chooses: past so many, start over.
 */
const KEPT = 64;

/**
 * What everybody reads: prepared once for each kind of reader, until the schedule
 * changes or now and next move on.
 */
@Injectable()
export class PublishedScheduleService {
  /** By conference, then by kind of reader, form and address; a promise while it is being made. */
  private readonly pages = new Map<Id, Map<string, Page | Promise<Page>>>();

  constructor(
    private readonly conferences: ConferencesService,
    private readonly schedule: ScheduleService,
    private readonly materials: MaterialsService,
    private readonly clock: Clock,
    bus: EventBus,
  ) {
    const forget = ({ conferenceId }: { conferenceId: Id }): void => void this.pages.delete(conferenceId);
    bus.on(ConferenceChanged, forget);
    bus.on(ScheduleChanged, forget);
    bus.on(SessionStarted, forget);
    bus.on(SessionEnded, forget);
    bus.on(MaterialsChanged, forget);
  }

  /**
   * @param base where the reader reached the service; '' for the form that holds no addresses.
   * @throws Problem conference.not-found
   */
  async read(actor: Principal | undefined, idOrSlug: string, form: Form, base: string): Promise<Published> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const pages = this.pagesOf(conference.id);
    const readers = readershipOf(actor, conference.id);
    const key = `${readers} ${form} ${base}`;
    const cached = await pages.get(key);
    if (cached && this.isGood(cached)) return this.asPublished(conference.id, key, cached);
    if (pages.size >= KEPT) pages.clear();
    const made = this.make(conference, readers, form, base);
    pages.set(key, made);
    try {
      const page = await made;
      if (pages.get(key) === made) pages.set(key, page);
      return this.asPublished(conference.id, key, page);
    } catch (fault) {
      if (pages.get(key) === made) pages.delete(key);
      throw fault;
    }
  }

  /** Whatever changes, the address included, makes another page. */
  private asPublished(conferenceId: Id, key: string, page: Page): Published {
    const { prepared } = page;
    return {
      prepared,
      current: () => (this.pages.get(conferenceId)?.get(key) === page && this.isGood(page) ? prepared : null),
    };
  }

  private isGood(page: Page): boolean {
    return this.clock.now() < page.until;
  }

  private pagesOf(conferenceId: Id): Map<string, Page | Promise<Page>> {
    const cached = this.pages.get(conferenceId) ?? new Map<string, Page | Promise<Page>>();
    this.pages.set(conferenceId, cached);
    return cached;
  }

  private async make(conference: Conference, readers: Readership, form: Form, base: string): Promise<Page> {
    const [sessions, materials] = [
      await this.schedule.sessionsOf(conference.id),
      await this.materials.ofConference(conference.id),
    ];
    // Before anything is decided by the clock: a turn in between then shortens the life of
    // the page, instead of being missed.
    const turn = await this.schedule.nextChangeAt(conference.id);
    const now = this.clock.instant();
    const readable = materials.filter((material) => mayRead(readers, material, now));
    const schedule = scheduleOf(
      conference,
      sessions,
      await this.schedule.nowAndNext(conference.id),
      readable,
    );
    const until = goodUntil(turn, materials, now);
    const revision = await this.conferences.revisionOf(conference.id);
    const bySession = [...(await this.schedule.revisionsOf(conference.id))];
    const revisions = new Map(bySession.map(([id, count]) => [id, count + revision]));
    return {
      prepared: new CachedResponse(
        bodyOf(schedule, form, base, revisions),
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
