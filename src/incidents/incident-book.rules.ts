import type { Id } from '../contract/wire.js';
import { type Cause, keyOf, type Moment, type Timing, TrackedIncident } from './incident.rules.js';
import type { Places } from './places.rules.js';
import type { SiteRegister, TrackedSite } from './site-register.rules.js';

/** The incident of this kind of cause that holds the site: being lost has one, an ill broadcast another. */
export const holderOf = ({ kind }: Cause, site: TrackedSite): TrackedIncident | null =>
  kind === 'broadcast' ? site.broadcast : site.incident;

/** The incidents of a conference: at most one open for each cause, and those that may come back. */
export class IncidentBook {
  private readonly byKey = new Map<string, TrackedIncident>();
  private readonly resolved = new Map<string, TrackedIncident>();
  private readonly changed = new Set<TrackedIncident>();
  /** Open incidents that hang on all sites: ours, and those of the broadcast. */
  readonly wide = new Set<TrackedIncident>();

  constructor(
    private readonly register: SiteRegister,
    private readonly timing: Timing,
    private readonly newId: () => Id,
  ) {}

  /** A list of its own: incidents end while one goes through it. */
  get open(): TrackedIncident[] {
    return [...this.byKey.values()];
  }
  get hasOpen(): boolean {
    return this.byKey.size > 0;
  }
  find(cause: Cause): TrackedIncident | undefined {
    return this.byKey.get(keyOf(cause));
  }
  /** The first of these causes that is open and takes a site that falls now. */
  lateAmong(causes: readonly Cause[], at: Moment): TrackedIncident | null {
    const found = causes.map((cause) => this.find(cause));
    return found.find((incident) => incident?.takesLate(at, this.timing)) ?? null;
  }

  markChanged(incident: TrackedIncident): void {
    this.changed.add(incident);
  }
  /** Incidents that have changed and are not stored as they are now. */
  unstored(): TrackedIncident[] {
    return [...this.changed];
  }
  stored(incident: TrackedIncident): void {
    incident.changedMembers.clear();
    this.changed.delete(incident);
  }

  /** Takes an incident of before a restart. */
  restore(incident: TrackedIncident): void {
    if (incident.isResolved) return void this.resolved.set(incident.key, incident);
    this.enter(incident);
    for (const [siteId, { backAt }] of incident.members) {
      const site = this.register.find(siteId);
      if (incident.cause.kind !== 'broadcast') site.incident = incident;
      else if (backAt === null) [site.broadcast, site.isBad] = [incident, true];
    }
  }

  openFor(cause: Cause, places: Places, at: Moment): TrackedIncident {
    const key = keyOf(cause);
    const existing = this.byKey.get(key);
    if (existing) return existing;
    const before = this.resolved.get(key);
    const isBack = before !== undefined && at - before.resolvedAt! <= this.timing.reopenWithin;
    if (isBack) before.reopen(at);
    const label = cause.line === null ? null : places.labelOf(cause.line);
    const incident = isBack ? before : opened(this.newId(), cause, label, at);
    this.resolved.delete(key);
    this.enter(incident);
    this.markChanged(incident);
    return incident;
  }

  addTo(incident: TrackedIncident, site: TrackedSite, at: Moment): void {
    if (incident.cause.kind === 'broadcast') site.broadcast = incident;
    else site.incident = incident;
    incident.suffer(site.id, at);
    this.markChanged(incident);
  }

  /** Resolves what was opened for some of these sites alone: they come under this incident. */
  mergeNarrower(incident: TrackedIncident, sites: readonly TrackedSite[], at: Moment): void {
    const narrower = new Set(sites.map((site) => holderOf(incident.cause, site)));
    narrower.delete(null);
    narrower.delete(incident);
    if (narrower.size === 0) return;
    const ids = new Set(sites.map(({ id }) => id));
    for (const other of narrower)
      if (other!.cause.kind !== 'ours' && other!.awayIds().every((id) => ids.has(id)))
        this.resolve(other!, at, incident.id);
  }

  resolve(incident: TrackedIncident, at: Moment, mergedInto: Id | null): void {
    incident.resolve(at, mergedInto);
    this.byKey.delete(incident.key);
    this.wide.delete(incident);
    this.resolved.set(incident.key, incident);
    this.markChanged(incident);
    for (const id of incident.members.keys()) {
      const site = this.register.find(id);
      if (site.incident === incident) site.incident = null;
      if (site.broadcast === incident) site.broadcast = null;
    }
  }

  /** Forgets causes that cannot come back as the same incident any more. */
  forget(at: Moment): void {
    for (const [key, { resolvedAt }] of this.resolved)
      if (at - resolvedAt! > this.timing.reopenWithin) this.resolved.delete(key);
  }

  private enter(incident: TrackedIncident): void {
    this.byKey.set(incident.key, incident);
    if (incident.cause.kind === 'ours' || incident.cause.kind === 'broadcast') this.wide.add(incident);
  }
}

const opened = (id: Id, cause: Cause, label: string | null, at: Moment): TrackedIncident =>
  new TrackedIncident({
    id,
    cause,
    label,
    openedAt: at,
    reopenedAt: null,
    flaps: 0,
    resolvedAt: null,
    mergedInto: null,
    acknowledged: null,
    isEscalated: false,
    alarmFrom: at,
  });
