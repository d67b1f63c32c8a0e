import { randomUUID } from 'node:crypto';
import type { PostedAnnouncement } from '../../contract/announcement.js';
import type { Incident } from '../../contract/incident.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { SpeakQueue, SpeakRequest } from '../../contract/speaking.js';
import type { Id, Page } from '../../contract/wire.js';
import type { ApiClient } from '../api-client.js';
import type { Account } from './account.js';
import { ANNOUNCEMENTS, HELP_NOTED, INCIDENT_NOTE } from './control-room-texts.js';
import type { DayPlan, PlannedAnnouncement, PlannedCall } from './day-plan.js';
import type { Timetable } from './timetable.js';

/** How often the hall looks at the queue, in milliseconds. */
const LOOKS_EVERY = 2_000;
/** How long a cut part stays as it is seen, before somebody has called there. */
const CALLS_AFTER = 20_000;

/**
 * A simulated organizer: announces, answers calls of simulated sites, and leads their queue. What a person
 * asks in the demo is left to a person.
 */
export class HallDesk {
  constructor(
    private readonly organizer: ApiClient,
    private readonly conferenceId: Id,
    private readonly plan: DayPlan,
    private readonly account: Account,
    private readonly times: Timetable,
  ) {}

  /** Works until `end`, in milliseconds from the start. */
  async work(end: number): Promise<void> {
    await Promise.all([
      ...this.plan.announcements.map((announcement) => this.announce(announcement)),
      this.leadQueue(end),
      this.watchIncidents(end),
    ]);
  }

  async answerCall(id: Id, { takenAt, at, text }: NonNullable<PlannedCall['answer']>): Promise<void> {
    const { calls } = this.account.controlRoom;
    await this.times.until(takenAt);
    if (this.times.isOver) return;
    await this.organizer.post(pathTo(ROUTES.helpTake, id), {});
    calls.taken += 1;
    await this.organizer.post(pathTo(ROUTES.helpAnswer, id), {
      id: randomUUID(),
      text: HELP_NOTED,
      close: false,
    });
    await this.times.until(at);
    if (this.times.isOver) return;
    await this.organizer.post(pathTo(ROUTES.helpAnswer, id), { id: randomUUID(), text });
    calls.answered += 1;
  }

  private async announce({ key, at, remindsAt, endsAt }: PlannedAnnouncement): Promise<void> {
    await this.times.until(at);
    if (this.times.isOver) return;
    await this.try('announcement', async () => {
      const body = { id: randomUUID(), ...ANNOUNCEMENTS[key], to: { all: true }, acknowledge: true };
      this.account.controlRoom.sent(body.id);
      await this.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, this.conferenceId), body);
      if (remindsAt !== null) {
        await this.times.until(remindsAt);
        if (this.times.isOver) return;
        await this.organizer.post(pathTo(ROUTES.announcementRemind, body.id), { id: randomUUID() });
      }
      await this.times.until(endsAt);
      if (!this.times.isOver) await this.organizer.post(pathTo(ROUTES.announcementEnd, body.id));
    });
  }

  private async leadQueue(end: number): Promise<void> {
    while (!this.times.isOver && this.times.now < end) {
      await this.times.after(LOOKS_EVERY);
      if (this.account.controlRoom.speaks.asked.size > 0) await this.try('queue', () => this.nextTurn());
    }
  }

  /** Silences what is cut, with a note. What is ours, and what one site has, is left to a person. */
  private async watchIncidents(end: number): Promise<void> {
    while (!this.times.isOver && this.times.now < end) {
      await this.times.after(CALLS_AFTER / 2);
      await this.try('incidents', async () => {
        const { items } = await this.organizer.get<Page<Incident>>(
          `${pathTo(ROUTES.incidents, this.conferenceId)}?state=open`,
        );
        for (const { id, cause, openedAt, reopenedAt } of items) {
          const isDue = Date.now() - Date.parse(reopenedAt ?? openedAt) >= CALLS_AFTER;
          if (cause !== 'part' || !isDue) continue;
          await this.organizer.post(pathTo(ROUTES.incidentAcknowledge, id), { note: INCIDENT_NOTE });
          this.account.controlRoom.acknowledgedIncidents.add(id);
        }
      });
    }
  }

  /** One act at most: ends who has spoken, starts who is ready, else calls the next. */
  private async nextTurn(): Promise<void> {
    const { asked } = this.account.controlRoom.speaks;
    const queue = await this.organizer.get<SpeakQueue>(
      `${pathTo(ROUTES.speakRequests, this.conferenceId)}?state=open`,
    );
    const ours = queue.items.filter(({ id }) => asked.has(id));
    const speaking = queue.items.find(({ state }) => state === 'speaking');
    const called = ours.find(({ state }) => state === 'called');
    const next = ours.find(({ state, presence }) => state === 'waiting' && presence === 'online');
    if (speaking) await this.endInTime(speaking, asked);
    else if (called) await this.startOrSkip(called);
    else if (next) await this.organizer.post(pathTo(ROUTES.speakCall, next.id));
  }

  private async endInTime({ id, startedAt }: SpeakRequest, asked: ReadonlySet<Id>): Promise<void> {
    if (!asked.has(id) || Date.now() - Date.parse(startedAt!) < this.plan.speaksFor) return;
    await this.organizer.post(pathTo(ROUTES.speakEnd, id));
    this.account.controlRoom.speaks.ended += 1;
  }

  private async startOrSkip({ id, readyAt, calledUntil }: SpeakRequest): Promise<void> {
    if (readyAt !== null) {
      await this.organizer.post(pathTo(ROUTES.speakStart, id));
      this.account.controlRoom.speaks.started += 1;
    } else if (Date.parse(calledUntil!) < Date.now()) await this.organizer.post(pathTo(ROUTES.speakSkip, id));
  }

  private async try(what: string, act: () => Promise<void>): Promise<void> {
    await act().catch((fault: unknown) => this.account.fault(`${what}: ${String(fault)}`));
  }
}
