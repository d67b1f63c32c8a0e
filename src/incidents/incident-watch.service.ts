import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ConferenceChanged, ConferenceRemoved } from '../conferences/conferences.events.js';
import type { Id } from '../contract/wire.js';
import { inSlices } from '../platform/pace/pace.js';
import { Clock } from '../platform/clock/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Ids } from '../platform/ids/ids.js';
import { TextsErased } from '../platform/personal-data/personal-data.events.js';
import { SiteSeen } from '../presence/presence.events.js';
import { CheckpointsChanged } from '../schedule/checkpoints.events.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from '../schedule/schedule.events.js';
import { SitesChanged } from '../sites/sites.events.js';
import { ConferenceWatch } from './conference-watch.js';
import { incidentOf, memberRowsOf, rowOf, siteIdsOf } from './incident.presenter.js';
import { IncidentRepository } from './incident.repository.js';
import type { Acknowledgement, TrackedIncident } from './incident.rules.js';
import { IncidentTiming } from './incident-timing.js';
import { CanaryChanged, IncidentChanged } from './incidents.events.js';
import { ConferenceIncidents } from './incidents.rules.js';
import { SiteFacts } from './site-facts.js';

/** So many members are stored in one commit. */
const TOGETHER = 1_000;

/** Watches each conference from the first change of presence or signal at one of its sites. */
@Injectable()
export class IncidentWatchService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(IncidentWatchService.name);
  private readonly watched = new Map<Id, Promise<ConferenceWatch | null>>();
  private readonly startedAt: number;
  private canaryIsOk = true;

  constructor(
    private readonly facts: SiteFacts,
    private readonly store: IncidentRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly timing: IncidentTiming,
    private readonly clock: Clock,
    private readonly ids: Ids,
    bus: EventBus,
  ) {
    this.startedAt = clock.now();
    bus.on(SiteSeen, ({ siteId }) => this.see(siteId));
    bus.on(SitesChanged, async ({ conferenceId, isSameTree }) =>
      isSameTree ? undefined : (await this.watched.get(conferenceId))?.moved(),
    );
    for (const change of [ScheduleChanged, SessionStarted, SessionEnded, CheckpointsChanged])
      bus.on(change, async ({ conferenceId }) => (await this.watched.get(conferenceId))?.look());
    bus.on(ConferenceChanged, ({ conferenceId }) => this.closeIfOver(conferenceId));
    bus.on(TextsErased, ({ conferenceId, tables }) =>
      tables.has('incident') || tables.has('site') ? this.forget(conferenceId) : undefined,
    );
    bus.on(ConferenceRemoved, ({ conferenceId }) => this.forget(conferenceId));
    bus.on(CanaryChanged, ({ isOk }) => this.hearCanary(isOk));
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const conferenceId of await this.store.conferencesWithOpen())
      if ((await this.watch(conferenceId)) === null) await (await this.build(conferenceId)).close();
  }
  async onModuleDestroy(): Promise<void> {
    for (const watching of this.watched.values()) await (await watching)?.stop();
  }

  /** Silences an incident; `false` if it is resolved. */
  async acknowledge(conferenceId: Id, id: Id, acknowledged: Acknowledgement): Promise<boolean> {
    return (await (await this.watch(conferenceId))?.acknowledge(id, acknowledged)) ?? false;
  }

  private async see(siteId: Id): Promise<void> {
    const facts = this.facts.factsOf(siteId, this.clock.now());
    const conferenceId = await this.facts.conferenceOf(siteId);
    (await this.watch(conferenceId))?.note(facts);
  }
  private async hearCanary(isOk: boolean): Promise<void> {
    this.canaryIsOk = isOk;
    const at = this.clock.now();
    for (const watching of this.watched.values()) (await watching)?.note([{ at, kind: 'canary', isOk }]);
  }
  private async closeIfOver(conferenceId: Id): Promise<void> {
    const watching = this.watched.get(conferenceId);
    if (!watching || !(await this.facts.isOver(conferenceId))) return;
    this.watched.delete(conferenceId);
    await (await watching)?.close();
  }

  /** What comes next reads it anew. */
  private async forget(conferenceId: Id): Promise<void> {
    const watching = this.watched.get(conferenceId);
    this.watched.delete(conferenceId);
    await (await watching)?.stop();
  }

  private watch(conferenceId: Id): Promise<ConferenceWatch | null> {
    const known = this.watched.get(conferenceId);
    if (known) return known;
    const watching = this.open(conferenceId);
    this.watched.set(conferenceId, watching);
    const forget = (): boolean => this.watched.delete(conferenceId);
    watching.then((watch) => watch === null && forget(), forget);
    return watching;
  }
  private async open(conferenceId: Id): Promise<ConferenceWatch | null> {
    return (await this.facts.isOver(conferenceId)) ? null : this.build(conferenceId);
  }
  private async build(conferenceId: Id): Promise<ConferenceWatch> {
    const places = await this.facts.placesOf(conferenceId);
    const since = new Date(this.clock.now() - this.timing.reopenWithin).toISOString();
    const known = await this.store.current(conferenceId, since);
    const incidents = new ConferenceIncidents(places, this.timing, () => this.ids.next(), this.startedAt);
    incidents.restore(known);
    const watch = new ConferenceWatch(incidents, {
      now: () => this.clock.now(),
      timing: this.timing,
      places: () => this.facts.placesOf(conferenceId),
      dayEnd: () => this.facts.dayEnd(conferenceId, this.clock.now()),
      save: (changed) => this.save(conferenceId, changed),
      silence: (incident, acknowledged) => this.silence(conferenceId, incident, acknowledged),
      failed: (fault) => this.log.error(fault),
    });
    const at = this.clock.now();
    watch.note(this.facts.firstFacts(places, known, this.startedAt, at));
    if (!this.canaryIsOk) watch.note([{ at, kind: 'canary', isOk: false }]);
    return watch;
  }

  private async save(conferenceId: Id, changed: readonly TrackedIncident[]): Promise<void> {
    const members = changed.flatMap(memberRowsOf);
    const first = members.slice(0, TOGETHER);
    const last = members.slice(TOGETHER);
    const rows = changed.map((incident) => rowOf(conferenceId, incident));
    const news = changed.map(
      (incident, at) => new IncidentChanged(incidentOf(rows[at]!, siteIdsOf(incident))),
    );
    await this.unitOfWork.run(async (tx) => {
      await this.store.save(tx, rows);
      await this.store.saveMembers(tx, first);
      if (last.length === 0) news.forEach((one) => tx.announce(one));
    });
    if (last.length === 0) return;
    await inSlices(last, TOGETHER, (slice) => this.unitOfWork.run((tx) => this.store.saveMembers(tx, slice)));
    // Told when all of it can be fetched.
    await this.unitOfWork.run(async (tx) => news.forEach((one) => tx.announce(one)));
  }

  private async silence(
    conferenceId: Id,
    incident: TrackedIncident,
    acknowledged: Acknowledgement,
  ): Promise<void> {
    const row = rowOf(conferenceId, incident, acknowledged);
    const { note, byId, byName, acknowledgedAt, until } = row;
    await this.unitOfWork.run(async (tx) => {
      await this.store.save(tx, [row]);
      await this.store.acknowledge(tx, {
        incidentId: incident.id,
        at: acknowledgedAt!,
        note: note!,
        byId: byId!,
        byName: byName!,
        until,
      });
      tx.announce(new IncidentChanged(incidentOf(row, siteIdsOf(incident))));
    });
  }
}
