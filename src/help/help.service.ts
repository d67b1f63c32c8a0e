import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Organizer, Principal } from '../contract/auth.js';
import {
  type BoardHelp,
  HELP_OPEN_LIMIT,
  HELP_STATES,
  type HelpActor,
  type HelpAnswer,
  type HelpBody,
  type HelpCall,
  type HelpTaking,
} from '../contract/help.js';
import type { Id, Page } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { SitesService } from '../sites/sites.service.js';
import { HelpRepository } from './help.repository.js';
import type { HelpQueryDto } from './help.dto.js';
import { HelpChanged } from './help.events.js';
import { mayHear } from './help.policy.js';
import { FOR_THE_CONTROL_ROOM, isRepetition, judgeAnswer, judgeTaking } from './help.rules.js';
import { OpenCalls } from './open-calls.js';

type Coordinator = Extract<Principal, { kind: 'coordinator' }>;
interface Answer {
  /** `null` if the sender did not name it. */
  id: Id | null;
  text: string | null;
  close: boolean;
}

/**
 * Sites call the control room, organizers answer. Says nothing of presence and
 * attendance, and changes neither.
 */
@Injectable()
export class HelpService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly openCalls: OpenCalls,
    private readonly sites: SitesService,
    private readonly store: HelpRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Returns a site's newest open call from memory; `null` if there is none. */
  openAt(siteId: Id): BoardHelp | null {
    return this.openCalls.find(siteId);
  }

  /** The site's calls, newest first. @throws Problem site.not-found */
  async ofSite(actor: Principal, siteId: Id, { state, ...page }: HelpQueryDto): Promise<Page<HelpCall>> {
    const { id } = await this.sites.visible(actor, siteId);
    return this.store.list('siteId', id, state ? [state] : HELP_STATES, null, page);
  }

  /**
   * Open and answered calls, newest first; others when `state` names them.
   * @throws Problem conference.not-found
   */
  async ofConference(
    actor: Principal,
    conferenceId: Id,
    { state, ...page }: HelpQueryDto,
  ): Promise<Page<HelpCall>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const reach = await this.sites.reach(actor, id);
    return this.store.list('conferenceId', id, state ? [state] : FOR_THE_CONTROL_ROOM, reach, page);
  }

  /**
   * The same call again answers how it stands now.
   * @throws Problem site.not-found, help.id-reused, help.too-many
   */
  async call(actor: Coordinator, siteId: Id, body: HelpBody): Promise<HelpCall> {
    const site = await this.sites.visible(actor, siteId);
    return this.unitOfWork.run(async (tx) => {
      // Holds off other calls and closings until the commit, on PostgreSQL too:
      // two of one id would both find none.
      const seq = await tx.nextSeq();
      const existing = await this.store.find(tx, body.id);
      if (existing && !isRepetition(existing, site.id, body)) throw new Problem('help.id-reused');
      if (existing) return existing;
      // The device may be in anybody's hands; open calls are all kept in memory, and each
      // goes to every screen of the site.
      if ((await this.store.countOpen(tx, site.id)) >= HELP_OPEN_LIMIT) throw new Problem('help.too-many');
      const { id, message } = body;
      const call: HelpCall = {
        id,
        conferenceId: site.conferenceId,
        siteId: site.id,
        message,
        at: this.clock.instant(),
        actor: actorOf(actor),
        state: 'open',
        taken: null,
        answers: [],
        closed: null,
      };
      await this.store.insert(tx, seq, call);
      tx.announce(new HelpChanged(call));
      return call;
    });
  }

  /**
   * Puts the call in the organizer's hands.
   * @param over the account that it is taken over from
   * @throws Problem help.not-found, help.taken
   */
  take(actor: Organizer, id: Id, over: Id | null): Promise<HelpCall> {
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await this.heard(tx, actor, id);
      const verdict = judgeTaking(existing, actor.accountId, over);
      if (verdict === 'taken') throw new Problem('help.taken', existing.taken!.name);
      if (verdict === 'nothing') return existing;
      const call: HelpCall = { ...existing, taken: this.actOf(actor) };
      await this.store.take(tx, id, seq, call.taken!);
      tx.announce(new HelpChanged(call));
      return call;
    });
  }

  /**
   * Answers the call, and closes it if told so.
   * @throws Problem help.not-found, help.answer-empty, help.answers-full, help.id-reused
   */
  answer(actor: Organizer, id: Id, { id: answerId, text, close }: Answer): Promise<HelpCall> {
    if (close) return this.close(actor, id, 'answered', text);
    if (text === null) throw new Problem('help.answer-empty');
    return this.unitOfWork.run(async (tx) => {
      const seq = await tx.nextSeq();
      const existing = await this.heard(tx, actor, id);
      const act = this.actOf(actor);
      const answer: HelpAnswer = { id: answerId ?? this.ids.next(), text, ...act };
      const answered = answerId === null ? null : await this.store.findAnswered(tx, answerId);
      const verdict = answered === null || answered === id ? judgeAnswer(existing, answer) : 'id-reused';
      if (verdict === 'id-reused') throw new Problem('help.id-reused');
      if (verdict === 'full') throw new Problem('help.answers-full');
      if (verdict === 'nothing') return existing;
      await this.store.answer(tx, id, seq, answer);
      // Who answers first has the call in hand.
      if (existing.taken === null) await this.store.take(tx, id, seq, act);
      const call: HelpCall = {
        ...existing,
        taken: existing.taken ?? act,
        answers: [...existing.answers, answer],
      };
      tx.announce(new HelpChanged(call));
      return call;
    });
  }

  /** The site needs no help any more. @throws Problem help.not-found, for another site's call too */
  withdraw(actor: Coordinator, id: Id): Promise<HelpCall> {
    return this.close(actor, id, 'withdrawn', null);
  }

  /** A call that is closed stays as it was closed: who comes second is answered how. */
  private close(
    actor: Coordinator | Organizer,
    id: Id,
    state: 'answered' | 'withdrawn',
    message: string | null,
  ): Promise<HelpCall> {
    return this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const existing = await this.heard(tx, actor, id);
      if (existing.state !== 'open') return existing;
      const closed = { at: this.clock.instant(), actor: actorOf(actor), message };
      await this.store.close(tx, id, state, closed);
      const call: HelpCall = { ...existing, state, closed };
      tx.announce(new HelpChanged(call));
      return call;
    });
  }

  private async heard(tx: Transaction, actor: Coordinator | Organizer, id: Id): Promise<HelpCall> {
    const call = await this.store.find(tx, id);
    if (!call || !mayHear(actor, call)) throw new Problem('help.not-found');
    return call;
  }

  private actOf(actor: Organizer): HelpTaking {
    return { at: this.clock.instant(), actor: actorOf(actor), name: actor.name };
  }
}

const actorOf = (actor: Coordinator | Organizer): HelpActor =>
  actor.kind === 'organizer'
    ? { kind: actor.kind, id: actor.accountId }
    : { kind: actor.kind, id: actor.deviceId };
