import { Injectable } from '@nestjs/common';
import type { Organizer, Principal } from '../contract/auth.js';
import type {
  NowAndNext,
  SavedSession,
  Session,
  SessionAct,
  SessionCreate,
  SessionPatch,
} from '../contract/schedule.js';
import type { Id, Instant, Page, PageQuery } from '../contract/wire.js';
import { PAGE_LIMIT } from '../contract/wire.js';
import { ChangeAnnouncer } from './change-announcer.service.js';
import { CheckpointsChanged } from './checkpoints.events.js';
import { maySeeChannels } from '../conferences/conferences.policy.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { type Cache, Caches, staleConference } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { isId, keysOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from './schedule.events.js';
import { sessionOf, sessionWithLinkOf } from './schedule.presenter.js';
import {
  comparePlaces,
  ended,
  inOrder,
  isReversed,
  nextChangeAt,
  nowAndNext,
  replanned,
  type SessionPlace,
  shownInCalendar,
  started,
} from './schedule.rules.js';
import { lockedSession } from './locked-session.js';
import { moveAlong, withWarnings } from './neighbours.js';
import { notePlanChange } from './plan-log.js';
import { SessionRow } from './session.entity.js';

/** The cached schedule of one conference. */
interface Plan {
  /** In order of `startsAt`. */
  sessions: Session[];
  /** How often each session has changed for those who read it in a calendar, by id. */
  revisions: ReadonlyMap<Id, number>;
  /** Where sessions are watched that have a link of their own, by id. */
  links: ReadonlyMap<Id, string>;
}

/** The sessions of a conference and their live state. */
@Injectable()
export class ScheduleService {
  private readonly plans: Cache<Plan>;

  constructor(
    private readonly conferences: ConferencesService,
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly announcer: ChangeAnnouncer,
    caches: Caches,
  ) {
    this.plans = caches.create('sessions', [
      staleConference(ScheduleChanged),
      staleConference(SessionStarted),
      staleConference(SessionEnded),
    ]);
  }

  /** In order of `startsAt`; from memory until something changes. */
  async sessionsOf(conferenceId: Id): Promise<Session[]> {
    return (await this.plan(conferenceId)).sessions;
  }

  /** How often each session has changed for those who read it in a calendar, by id. */
  async revisionsOf(conferenceId: Id): Promise<ReadonlyMap<Id, number>> {
    return (await this.plan(conferenceId)).revisions;
  }

  /** Where sessions are watched that have a link of their own, by id. Not for everybody. */
  async linksOf(conferenceId: Id): Promise<ReadonlyMap<Id, string>> {
    return (await this.plan(conferenceId)).links;
  }

  async nowAndNext(conferenceId: Id): Promise<NowAndNext> {
    return nowAndNext(await this.sessionsOf(conferenceId), this.clock.instant());
  }

  /**
   * The first instant after now at which `nowAndNext` may answer otherwise without anybody's
   * doing; null when none will come.
   */
  async nextChangeAt(conferenceId: Id): Promise<Instant | null> {
    return nextChangeAt(await this.sessionsOf(conferenceId), this.clock.instant());
  }

  /** @throws Problem conference.not-found, request.invalid */
  async list(actor: Principal | undefined, idOrSlug: string, query: PageQuery): Promise<Page<Session>> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const after = placeOf(query.after);
    const { sessions, links } = await this.plan(conference.id);
    return pageOf(
      after ? sessions.filter((session) => comparePlaces(session, after) > 0) : sessions,
      query.limit ?? PAGE_LIMIT.default,
      (session) => [session.startsAt, session.endsAt, session.id],
      (session) =>
        maySeeChannels(actor) ? { ...session, broadcastUrl: links.get(session.id) ?? null } : session,
    );
  }

  async visible(actor: Principal | undefined, id: Id): Promise<Session> {
    const item = await this.reader.repo(SessionRow).findOneBy({ id });
    if (!item || !(await this.maySee(actor, item.conferenceId))) throw new Problem('session.not-found');
    return maySeeChannels(actor) ? sessionWithLinkOf(item) : sessionOf(item);
  }

  /** Sessions that overlap are stored, with a warning. */
  async add(actor: Principal, idOrSlug: string, fields: SessionCreate): Promise<SavedSession> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    refuseReversed(fields);
    const at = this.clock.instant();
    const item = Object.assign(new SessionRow(), {
      id: this.ids.next(),
      conferenceId: conference.id,
      title: fields.title,
      abstract: fields.abstract || null,
      kind: fields.kind ?? 'talk',
      startsAt: fields.startsAt,
      endsAt: fields.endsAt,
      speakers: fields.speakers ?? [],
      status: 'planned',
      startedAt: null,
      endedAt: null,
      createdAt: at,
      updatedAt: at,
      revision: 0,
      broadcastUrl: fields.broadcastUrl ?? null,
    } satisfies SessionRow);
    return this.unitOfWork.run(async (tx) => {
      await tx.repo(SessionRow).insert(item);
      tx.note({ object: { kind: 'session', id: item.id }, after: item });
      await notePlanChange(tx, this.ids.next(), at, null, item);
      tx.announce(new ScheduleChanged(conference.id));
      return withWarnings(tx, sessionWithLinkOf(item));
    });
  }

  /** Sessions that overlap are stored, with a warning. */
  edit(
    actor: Organizer,
    id: Id,
    { moveFollowing = false, announce, ...patch }: SessionPatch,
    ifMatch: string | null = null,
  ): Promise<SavedSession> {
    let moved: Id[] = [];
    const edited = async (tx: Transaction, item: SessionRow, at: string): Promise<void> => {
      refuseOutdated(ifMatch, item);
      const [wasRunning, shown] = [item.status === 'running', shownInCalendar(item)];
      const before = { ...item };
      const { status, ...fields } = patch;
      if (fields.abstract !== undefined) fields.abstract = fields.abstract || null;
      Object.assign(item, fields, status ? replanned(item, status, at) : {});
      if (shownInCalendar(item) !== shown) item.revision += 1;
      refuseReversed(item);
      if (moveFollowing) {
        const { timezone } = await this.conferences.get(item.conferenceId);
        moved = await moveAlong(tx, before, item, { at, timezone, newId: () => this.ids.next() });
      }
      await notePlanChange(tx, this.ids.next(), at, before, item);
      if (wasRunning && item.status !== 'running')
        tx.announce(new SessionEnded(item.conferenceId, sessionOf(item)));
      tx.announce(new ScheduleChanged(item.conferenceId));
      await this.announcer.announce(tx, actor, item.conferenceId, announce);
    };
    return this.change(id, edited, (tx, session) => withWarnings(tx, session, moved));
  }

  /** Checkpoints and materials of it stay, and belong to the conference then. */
  remove(id: Id): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const item = await lockedSession(tx, id);
      const freed = await tx.query(
        'UPDATE "checkpoint" SET "sessionId" = NULL WHERE "sessionId" = $1 RETURNING "id"',
        [id],
      );
      if (freed.length > 0) tx.announce(new CheckpointsChanged(item.conferenceId));
      await tx.repo(SessionRow).delete({ id });
      await notePlanChange(tx, this.ids.next(), this.clock.instant(), item, null);
      tx.announce(new ScheduleChanged(item.conferenceId));
    });
  }

  /**
   * One session runs at a time: the one that runs until now ends with it.
   * @throws Problem session.not-startable
   */
  start(actor: Organizer, id: Id, { announce }: SessionAct = {}): Promise<Session> {
    return this.change(id, async (tx, item, at) => {
      await this.announcer.announce(tx, actor, item.conferenceId, announce);
      if (item.status === 'running') return;
      const life = started(item, at);
      if (!life)
        throw new Problem('session.not-startable', 'The session is cancelled; put it back on the plan first');
      await this.endRunning(tx, item.conferenceId, at);
      Object.assign(item, life);
      tx.announce(new SessionStarted(item.conferenceId, sessionOf({ ...item, updatedAt: at })));
    });
  }

  /** @throws Problem session.not-running for one that was never started */
  end(actor: Organizer, id: Id, { announce }: SessionAct = {}): Promise<Session> {
    return this.change(id, async (tx, item, at) => {
      await this.announcer.announce(tx, actor, item.conferenceId, announce);
      if (item.status === 'ended') return;
      const life = ended(item, at);
      if (!life) throw new Problem('session.not-running');
      Object.assign(item, life);
      tx.announce(new SessionEnded(item.conferenceId, sessionOf({ ...item, updatedAt: at })));
    });
  }

  private change<T = Session>(
    id: Id,
    work: (tx: Transaction, item: SessionRow, at: string) => Promise<void> | void,
    answer: (tx: Transaction, session: Session) => Promise<T> = async (_, session) => session as T,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => {
      const item = await lockedSession(tx, id);
      const before = JSON.stringify(item);
      const at = this.clock.instant();
      await work(tx, item, at);
      if (JSON.stringify(item) !== before)
        await tx.repo(SessionRow).update({ id }, Object.assign(item, { updatedAt: at }));
      return answer(tx, sessionWithLinkOf(item));
    });
  }

  private async endRunning(tx: Transaction, conferenceId: Id, at: string): Promise<void> {
    const running = await tx.repo(SessionRow).findOneBy({ conferenceId, status: 'running' });
    if (!running) return;
    Object.assign(running, ended(running, at), { updatedAt: at });
    await tx.repo(SessionRow).update({ id: running.id }, running);
    tx.announce(new SessionEnded(conferenceId, sessionOf(running)));
  }

  private plan(conferenceId: Id): Promise<Plan> {
    return this.plans.get(conferenceId, () => this.read(conferenceId));
  }

  private async read(conferenceId: Id): Promise<Plan> {
    const items = await this.reader.repo(SessionRow).findBy({ conferenceId });
    return {
      sessions: inOrder(items.map(sessionOf)),
      revisions: new Map(items.map(({ id, revision }) => [id, revision])),
      links: new Map(
        items.flatMap(({ id, broadcastUrl }) => (broadcastUrl === null ? [] : [[id, broadcastUrl]])),
      ),
    };
  }

  private async maySee(actor: Principal | undefined, conferenceId: Id): Promise<boolean> {
    return this.conferences.visible(actor, conferenceId).then(
      () => true,
      (fault: unknown) => {
        if (fault instanceof Problem && fault.code === 'conference.not-found') return false;
        throw fault;
      },
    );
  }
}

function refuseReversed(times: Pick<Session, 'startsAt' | 'endsAt'>): void {
  if (isReversed(times))
    throw new Problem('session.times-reversed', undefined, {
      errors: [{ path: 'endsAt', code: 'field.reversed', message: 'endsAt must be after startsAt' }],
    });
}

/**
 * A place in the order and no index: the session that was there may be gone or elsewhere by the next page.
 */
function placeOf(after: string | undefined): SessionPlace | null {
  const keys = keysOf(after, 3);
  if (keys === null) return null;
  const [startsAt, endsAt, id] = keys as [string, string, string];
  if (![startsAt, endsAt].every((time) => /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(time)) || !isId(id))
    throw notOurs();
  return { startsAt, endsAt, id };
}
