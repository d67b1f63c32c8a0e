import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Session } from '../contract/schedule.js';
import type { SpeakActor, SpeakBody, SpeakPinBody, SpeakRequest } from '../contract/speaking.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import { SpeakViews } from './speak-views.js';
import { SpeakChanged } from './speaking.events.js';
import { mayHear } from './speaking.policy.js';
import { SpeakingRepository } from './speaking.repository.js';
import {
  endedWithSession,
  isRepetition,
  isTaken,
  judge,
  openAlready,
  pinned,
  type SpeakAct,
  unpinned,
} from './speaking.rules.js';
import type { Turn } from './turn.js';

type Speaking = Extract<Principal, { kind: 'coordinator' | 'organizer' }>;

/**
 * Sites ask to speak, organizers call them. Each act takes a number first, which puts all acts in one order.
 */
@Injectable()
export class SpeakingService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly schedule: ScheduleService,
    private readonly sites: SitesService,
    private readonly store: SpeakingRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SpeakViews,
  ) {}

  /**
   * The same request again answers how it stands now.
   * @throws Problem conference.not-found, site.not-found, session.not-found, speak.id-reused,
   * speak.session-over, speak.closed, speak.already-open
   */
  async ask(actor: Speaking, conferenceId: Id, body: SpeakBody): Promise<SpeakRequest> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const site = await this.sites.visiblePoint(actor, siteOf(actor, body));
    if (site.conferenceId !== conference.id) throw new Problem('site.not-found');
    const turn = await this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await this.store.find(tx, body.id);
      if (existing && !isRepetition(existing, site.id, body)) throw new Problem('speak.id-reused');
      if (existing) return existing;
      const session = await this.sessionOf(conference.id, body.sessionId ?? null);
      if (!isTaken(await this.store.gates(tx, conference.id), conference.id, session?.id ?? null))
        throw new Problem('speak.closed');
      const open = await this.store.open(tx, conference.id);
      if (openAlready(open, site.id, session?.id ?? null)) throw new Problem('speak.already-open');
      const asked: Turn = {
        id: body.id,
        arrival: seq,
        seq,
        place: seq,
        conferenceId: conference.id,
        siteId: site.id,
        sessionId: session?.id ?? null,
        topic: body.topic,
        speaker: body.speaker ?? null,
        state: 'waiting',
        pinned: false,
        calls: 0,
        declined: false,
        at: this.clock.instant(),
        calledAt: null,
        readyAt: null,
        startedAt: null,
        endedAt: null,
        actor: actorOf(actor),
      };
      await this.store.insert(tx, asked);
      tx.announce(new SpeakChanged(conference.id, [asked]));
      return asked;
    });
    return this.view(turn);
  }

  /** The site's request that concerns it most, from memory; null if it has none. */
  standingAt(siteId: Id): Promise<SpeakRequest | null> {
    return this.views.ofSite(siteId);
  }

  /**
   * Who comes second is answered how the request stands.
   * @param call the call that the site answers
   * @throws Problem speak.not-found, for another site's request too; speak.out-of-turn
   */
  async act(actor: Speaking, id: Id, act: SpeakAct, call?: number): Promise<SpeakRequest> {
    const turn = await this.unitOfWork.run(async (tx) => {
      const existing = await this.locked(tx, actor, id);
      const at = this.clock.instant();
      const judged = judge(existing, act, at, actor.kind === 'coordinator', call);
      if (judged === 'refused') throw new Problem('speak.out-of-turn');
      if (judged === 'same') return existing;
      // One site speaks at a time: the one that spoke until now has ended.
      const before = act === 'start' ? await this.speaking(tx, existing.conferenceId) : [];
      const ended = before.map((other): Turn => ({ ...other, state: 'done', endedAt: at }));
      await this.write(tx, ended, 'end', actorOf(actor));
      const [first] = await this.write(tx, [judged], act, actorOf(actor));
      return first!;
    });
    return this.view(turn);
  }

  /** Organizers put a waiting request before another one, or first. @throws Problem as `act` */
  async pin(actor: Speaking, id: Id, body: SpeakPinBody): Promise<SpeakRequest> {
    const turn = await this.unitOfWork.run(async (tx) => {
      const existing = await this.locked(tx, actor, id);
      if (existing.state !== 'waiting') throw new Problem('speak.out-of-turn');
      const open = await this.store.open(tx, existing.conferenceId);
      const isPin = body.pinned ?? true;
      const moved = isPin ? pinned(open, id, body.before ?? null) : unpinned(open, id);
      const written = await this.write(tx, moved, isPin ? 'pin' : 'unpin', actorOf(actor));
      return written.find((one) => one.id === id) ?? existing;
    });
    return this.view(turn);
  }

  /** Ends the requests of sessions that are over: those who spoke are done, the others stay unanswered. */
  async closeSessions(conferenceId: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const running = new Set(
        (await this.schedule.sessionsOf(conferenceId)).filter((one) => !isOver(one)).map(({ id }) => id),
      );
      const at = this.clock.instant();
      for (const turn of await this.store.open(tx, conferenceId))
        if (turn.sessionId !== null && !running.has(turn.sessionId))
          await this.write(tx, [endedWithSession(turn, at)], 'over', {
            kind: 'schedule',
            id: turn.sessionId,
          });
    });
  }

  /** The request, with all others held off until the commit: two organizers call one after the other. */
  private async locked(tx: Transaction, actor: Speaking, id: Id): Promise<Turn> {
    await tx.nextSeq();
    const existing = await this.store.find(tx, id);
    if (!existing || !mayHear(actor, existing)) throw new Problem('speak.not-found');
    return existing;
  }

  private async write(
    tx: Transaction,
    turns: readonly Turn[],
    act: string,
    actor: SpeakActor,
  ): Promise<Turn[]> {
    if (turns.length === 0) return [];
    const first = await tx.nextSeq(turns.length);
    const numbered = turns.map((turn, at) => ({ ...turn, seq: first + at }));
    for (const turn of numbered) await this.store.update(tx, turn, act, this.clock.instant(), actor);
    tx.announce(new SpeakChanged(numbered[0]!.conferenceId, numbered));
    return numbered;
  }

  private async speaking(tx: Transaction, conferenceId: Id): Promise<Turn[]> {
    return (await this.store.open(tx, conferenceId)).filter(({ state }) => state === 'speaking');
  }

  /**
   * The session that a request is about; the current one if it names none, null if nothing is on. Read after
   * the request has its number: either the end of the session is seen here, or `closeSessions` sees the
   * request.
   */
  private async sessionOf(conferenceId: Id, id: Id | null): Promise<Session | null> {
    if (id === null) return (await this.schedule.nowAndNext(conferenceId)).now;
    const session = (await this.schedule.sessionsOf(conferenceId)).find((one) => one.id === id);
    if (!session) throw new Problem('session.not-found');
    if (isOver(session)) throw new Problem('speak.session-over');
    return session;
  }

  private async view(turn: Turn): Promise<SpeakRequest> {
    const [shown] = await this.views.of([turn]);
    return shown!;
  }
}

const isOver = ({ status }: Session): boolean => status === 'ended' || status === 'cancelled';

/** @throws Problem request.invalid if an organizer names no site */
function siteOf(actor: Speaking, { siteId }: SpeakBody): Id {
  if (siteId !== undefined) return siteId;
  if (actor.kind === 'coordinator') return actor.siteId;
  const message = 'siteId must say for which site an organizer asks';
  throw new Problem('request.invalid', message, {
    errors: [{ path: 'siteId', code: 'field.missing', message }],
  });
}

const actorOf = (actor: Speaking): SpeakActor =>
  actor.kind === 'organizer'
    ? { kind: actor.kind, id: actor.accountId }
    : { kind: actor.kind, id: actor.deviceId };
