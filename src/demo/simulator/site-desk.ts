import { randomUUID } from 'node:crypto';
import type { SiteAnnouncement } from '../../contract/announcement.js';
import type { HelpCall } from '../../contract/help.js';
import {
  DEFAULT_READINESS,
  type ReadinessBody,
  type ReadinessItem,
  type ReadinessItemKey,
} from '../../contract/readiness.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { SpeakRequest } from '../../contract/speaking.js';
import type { Id } from '../../contract/wire.js';
import type { Account } from './account.js';
import type { ConsoleClient, ConsoleListener } from './console-client.js';
import type { SiteScript } from './day-plan.js';
import type { HallDesk } from './hall-desk.js';
import type { Timetable } from './timetable.js';

/** How long a called site needs to answer, in milliseconds. */
const ANSWERS_AFTER = 4_000;
/** What a machine measures: once well, once ill. */
const MEASURED: Partial<Record<ReadinessItemKey, readonly [number, number]>> = {
  round_trip: [48, 720],
  download: [18_000, 900],
  upload: [6_000, 210],
  clock: [0.4, 300],
  space: [12_000, 50],
};

/** What a coordinator says to the hall besides the roll. */
export class SiteDesk implements ConsoleListener {
  private readonly acknowledging = new Map<Id, Promise<void>>();
  private readonly answered = new Set<string>();
  private hasDeclined = false;

  constructor(
    private readonly client: ConsoleClient,
    private readonly script: SiteScript,
    private readonly hall: HallDesk,
    private readonly account: Account,
    private readonly times: Timetable,
  ) {}

  /** Tests the site, and says who is in charge. */
  async test(): Promise<void> {
    const { test } = this.script;
    if (test === null) return;
    const { contactName, contactPhone, id } = this.client.site;
    const body: ReadinessBody = {
      id: randomUUID(),
      items: DEFAULT_READINESS.items.map((key) => itemOf(key, test.failed.includes(key))),
      signedBy: contactName ?? 'Cán bộ kỹ thuật',
      recordedAt: new Date().toISOString(),
      clockOffset: this.client.clockOffset,
    };
    await this.try('readiness', async () => {
      await this.client.api.put(pathTo(ROUTES.siteReadiness, id), body);
      this.account.controlRoom.tests[test.failed.length === 0 ? 'passed' : 'failed'] += 1;
    });
    if (contactName === null || contactPhone === null) return;
    await this.try('coordinator', async () => {
      await this.client.api.put(pathTo(ROUTES.siteCoordinator, id), {
        name: contactName,
        phone: contactPhone,
      });
      this.account.controlRoom.coordinators += 1;
    });
  }

  /** Plays what the script has for the day; resolves when nothing of it is on the way. */
  async keepScript(): Promise<void> {
    await Promise.all([this.signals(), this.calls(), this.asks()]);
  }
  async finish(): Promise<void> {
    await Promise.all(this.acknowledging.values());
  }

  announced({ id, acknowledge, acknowledgedAt }: SiteAnnouncement): void {
    if (!acknowledge || acknowledgedAt !== null || this.acknowledging.has(id)) return;
    const { acknowledges } = this.script;
    const wait = acknowledges[this.acknowledging.size % acknowledges.length] ?? null;
    this.acknowledging.set(id, wait === null ? Promise.resolve() : this.acknowledge(id, wait));
  }

  /** Says once for each call that it is ready, or not now. */
  speakChanged({ id, siteId, state, calls, readyAt }: SpeakRequest): void {
    if (siteId !== this.client.siteId || state !== 'called' || readyAt !== null) return;
    if (!this.account.controlRoom.speaks.asked.has(id) || this.answered.has(`${id} ${calls}`)) return;
    this.answered.add(`${id} ${calls}`);
    const declines = !this.hasDeclined && this.script.speaks.some((planned) => planned.declines);
    this.hasDeclined ||= declines;
    void this.try('speaking', async () => {
      await this.times.after(ANSWERS_AFTER);
      if (this.times.isOver) return;
      await this.client.hasLine();
      const route = declines ? ROUTES.speakNotNow : ROUTES.speakReady;
      await this.client.api.post(pathTo(route, id), { call: calls });
      this.account.controlRoom.speaks[declines ? 'notNow' : 'ready'] += 1;
    });
  }

  /** A straggler is one by its own clock: the hour of reading is told, whenever it arrives. */
  private async acknowledge(id: Id, wait: number): Promise<void> {
    await this.times.after(wait);
    if (this.times.isOver) return;
    const recordedAt = new Date(Date.now() - this.client.clockOffset).toISOString();
    await this.client.hasLine();
    await this.try('acknowledge', async () => {
      await this.client.api.post(pathTo(ROUTES.announcementAcknowledge, id), { recordedAt });
      this.account.controlRoom.acknowledge(id, this.client.siteId);
    });
  }

  private async signals(): Promise<void> {
    for (const { at, sound } of this.script.signals) {
      await this.times.until(at);
      if (this.times.isOver) return;
      this.client.signal({ picture: 'ok', sound });
    }
  }

  private async calls(): Promise<void> {
    await Promise.all(
      this.script.help.map(async ({ at, message, answer }) => {
        await this.times.until(at);
        if (this.times.isOver) return;
        await this.client.hasLine();
        await this.try('help', async () => {
          const path = pathTo(ROUTES.siteHelp, this.client.siteId);
          const call = await this.client.api.post<HelpCall>(path, { id: randomUUID(), message });
          this.account.controlRoom.calls.made += 1;
          if (answer) await this.hall.answerCall(call.id, answer);
        });
      }),
    );
  }

  private async asks(): Promise<void> {
    for (const { at, topic } of this.script.speaks) {
      await this.times.until(at);
      if (this.times.isOver) return;
      await this.client.hasLine();
      const { conferenceId, contactName } = this.client.site;
      const id = randomUUID();
      await this.try('speak', async () => {
        const body = { id, topic, speaker: contactName };
        this.account.controlRoom.speaks.asked.add(id);
        await this.client.api.post(pathTo(ROUTES.speakRequests, conferenceId), body);
      });
    }
  }

  private async try(what: string, act: () => Promise<void>): Promise<void> {
    await act().catch((fault: unknown) => this.account.fault(`${what}: ${String(fault)}`));
  }
}

function itemOf(key: ReadinessItemKey, isFailed: boolean): ReadinessItem {
  const value = MEASURED[key]?.[isFailed ? 1 : 0] ?? null;
  return { key, outcome: isFailed ? 'failed' : 'passed', value };
}
