import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Organizer, Principal } from '../contract/auth.js';
import type { Incident, IncidentAcknowledgeBody, IncidentSite } from '../contract/incident.js';
import type { Id, Page, PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { asManager, type Reach, ReachService } from '../sites/reach.service.js';
import { IncidentRepository } from './incident.repository.js';
import { IncidentWatchService } from './incident-watch.service.js';
import type { IncidentQueryDto } from './incidents.dto.js';
import { forViewers, maySeeNotes } from './incidents.policy.js';

/** Incidents as people read and silence them. Changes neither presence nor attendance. */
@Injectable()
export class IncidentsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reach: ReachService,
    private readonly store: IncidentRepository,
    private readonly watch: IncidentWatchService,
    private readonly clock: Clock,
  ) {}

  /** The incidents of a conference, newest first. @throws Problem conference.not-found */
  async list(
    actor: Principal,
    conferenceId: Id,
    { state, ...page }: IncidentQueryDto,
  ): Promise<Page<Incident>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const { items, next } = await this.store.list(id, await this.reach.of(actor, id), state, page);
    return { items: maySeeNotes(actor) ? items : items.map(forViewers), next };
  }

  /** @throws Problem incident.not-found */
  async one(actor: Principal, id: Id): Promise<Incident> {
    const { incident } = await this.visible(actor, id);
    return maySeeNotes(actor) ? incident : forViewers(incident);
  }

  /** Whom to call: the members with their contacts, in order of code. @throws Problem incident.not-found */
  async sites(actor: Organizer, id: Id, page: PageQuery): Promise<Page<IncidentSite>> {
    return this.store.sites(id, (await this.visible(actor, id)).reach, page);
  }

  /** @throws Problem incident.not-found, incident.resolved, incident.until-past */
  async acknowledge(actor: Organizer, id: Id, body: IncidentAcknowledgeBody): Promise<Incident> {
    const { incident, reach } = await this.visible(actor, id);
    const { conferenceId } = incident;
    if (reach !== null) await this.requireWhole(actor, incident);
    const at = this.clock.now();
    const until = body.until ? Date.parse(body.until) : null;
    if (until !== null && until <= at) throw new Problem('incident.until-past');
    const by = { accountId: actor.accountId, name: actor.name };
    const isSilent = await this.watch.acknowledge(conferenceId, id, { note: body.note, by, at, until });
    if (!isSilent) throw new Problem('incident.resolved');
    return this.one(actor, id);
  }

  /** The incident as those with this part are told it; `null` if it does not touch them. */
  async cutTo(id: Id, reach: ReadonlySet<Id>): Promise<Incident | null> {
    const row = await this.store.find(id);
    return row && this.store.one(row, reach);
  }

  /** Silencing holds for all sites of an incident. @throws Problem auth.forbidden if some lie outside */
  private async requireWhole(actor: Organizer, { id, conferenceId, cause }: Incident): Promise<void> {
    const managed = await this.reach.of(asManager(actor), conferenceId);
    const row = await this.store.find(id);
    const theirs = row && (await this.store.one(row, managed));
    if (cause === 'ours' || theirs === null || theirs.sites !== row?.sites)
      throw new Problem('auth.forbidden');
  }

  private async visible(actor: Principal, id: Id): Promise<{ incident: Incident; reach: Reach }> {
    const row = await this.store.find(id);
    if (!row) throw new Problem('incident.not-found');
    await this.conferences.visible(actor, row.conferenceId).catch(() => {
      throw new Problem('incident.not-found');
    });
    const reach = await this.reach.of(actor, row.conferenceId);
    const incident = await this.store.one(row, reach);
    if (incident === null) throw new Problem('incident.not-found');
    return { incident, reach };
  }
}
