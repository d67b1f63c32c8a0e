import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Organizer, Principal } from '../contract/auth.js';
import {
  CLOSED_SPEAK_STATES,
  OPEN_SPEAK_STATES,
  SPEAK_STATES,
  type SpeakGate,
  type SpeakGateBody,
  type SpeakQueue,
  type SpeakState,
} from '../contract/speaking.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SpeakViews } from './speak-views.js';
import type { SpeakQueryDto } from './speaking.dto.js';
import { SpeakGateChanged } from './speaking.events.js';
import { speakGateOf } from './speaking.presenter.js';
import { SpeakingRepository } from './speaking.repository.js';

type Reading = Extract<Principal, { kind: 'coordinator' | 'organizer' }>;

/** Lists the queue, and says whether requests are taken. */
@Injectable()
export class SpeakQueueService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly schedule: ScheduleService,
    private readonly store: SpeakingRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly views: SpeakViews,
  ) {}

  /** In the order of the queue; a console reads its own site's. @throws Problem conference.not-found */
  async list(
    actor: Reading,
    idOrSlug: string,
    { state, sessionId, siteId, ...page }: SpeakQueryDto,
  ): Promise<SpeakQueue> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const states = statesOf(state);
    const ofSite = actor.kind === 'coordinator' ? actor.siteId : siteId;
    const reach = await this.views.reach(actor, id);
    const { items, next } = await this.store.list(id, { states, sessionId, siteId: ofSite, reach }, page);
    return { items: await this.views.of(items), next, gate: await this.gate(id) };
  }

  async gate(conferenceId: Id): Promise<SpeakGate> {
    const { now } = await this.schedule.nowAndNext(conferenceId);
    return speakGateOf(await this.store.gates(this.reader, conferenceId), conferenceId, now?.id ?? null);
  }

  /** @throws Problem conference.not-found, session.not-found */
  async setGate(actor: Organizer, idOrSlug: string, { open, sessionId }: SpeakGateBody): Promise<SpeakGate> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    if (sessionId && !(await this.schedule.sessionsOf(id)).some((session) => session.id === sessionId))
      throw new Problem('session.not-found');
    await this.unitOfWork.run(async (tx) => {
      const gate = { scopeId: sessionId ?? id, conferenceId: id, open: Number(open) };
      await this.store.setGate(tx, { ...gate, at: this.clock.instant(), accountId: actor.accountId });
      tx.announce(new SpeakGateChanged(id));
    });
    return this.gate(id);
  }
}

function statesOf(state: SpeakQueryDto['state']): readonly SpeakState[] {
  if (state === 'open') return OPEN_SPEAK_STATES;
  if (state === 'closed') return CLOSED_SPEAK_STATES;
  return state === undefined ? SPEAK_STATES : [state];
}
