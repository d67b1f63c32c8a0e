import type { Id } from '../contract/wire.js';
import {
  type Cause,
  causeOf,
  type Moment,
  OURS,
  type Timing,
  type TrackedIncident,
} from './incident.rules.js';
import {
  broadcastsOver,
  causesOver,
  commonCauseOf,
  countsOf,
  illPartOf,
  isCalm,
  liesIn,
} from './common-cause.rules.js';
import { byMoment, type Fact } from './facts.rules.js';
import { Dues } from './dues.rules.js';
import { holderOf, IncidentBook } from './incident-book.rules.js';
import type { Places } from './places.rules.js';
import { SiteRegister, type TrackedSite } from './site-register.rules.js';

/**
 * Finds the causes behind what is lost and ill, for one conference. Decisions fall at moments that follow
 * from the facts, never from when it is asked: the same facts make the same incidents in every order and in
 * any number of portions.
 */
export class ConferenceIncidents {
  private readonly register: SiteRegister;
  private readonly book: IncidentBook;
  /** Lost sites in no incident, with when they are judged. */
  private readonly pending = new Dues();
  /** Sites that say that the broadcast is ill, with when they are judged. */
  private readonly reported = new Dues();
  private canaryIsOk = true;
  private isDayOver = false;
  private time: Moment;

  constructor(
    private places: Places,
    private readonly timing: Timing,
    newId: () => Id,
    private readonly startedAt: Moment,
  ) {
    this.register = new SiteRegister(places);
    this.book = new IncidentBook(this.register, timing, newId);
    this.time = startedAt;
  }

  /** Takes incidents of before a restart. Facts about all sites come after. */
  restore(incidents: readonly TrackedIncident[]): void {
    incidents.forEach((incident) => this.book.restore(incident));
  }

  /** Takes facts up to now, in any order, and what time alone decides. */
  advance(facts: readonly Fact[], now: Moment): void {
    for (const fact of [...facts].sort(byMoment)) {
      const at = Math.max(fact.at, this.time);
      this.runTo(at);
      this.time = at;
      this.apply(fact, at);
    }
    this.runTo(now);
    this.time = Math.max(this.time, now);
    this.register.forgetBefore(this.time - this.timing.partWindow);
  }

  /** When time alone next decides something; it does at any later moment. `null` if never. */
  nextAt(): Moment | null {
    let next = Math.min(this.pending.next(), this.reported.next());
    for (const incident of this.book.open) next = Math.min(next, incident.nextAt(this.timing) ?? Infinity);
    return next === Infinity ? null : this.gridded(next);
  }

  get hasOpen(): boolean {
    return this.book.hasOpen;
  }
  /** The incident, if it is open. */
  find(id: Id): TrackedIncident | null {
    for (const incident of this.book.open) if (incident.id === id) return incident;
    return null;
  }
  /** Incidents that have changed since they were `stored`. */
  unstored(): TrackedIncident[] {
    return this.book.unstored();
  }
  stored(incident: TrackedIncident): void {
    this.book.stored(incident);
  }

  /** Takes another tree of sites. */
  move(places: Places, now: Moment): void {
    this.advance([], now);
    this.places = places;
    for (const site of this.register.move(places)) {
      this.pending.delete(site.id);
      this.reported.delete(site.id);
      for (const incident of [site.incident, site.broadcast]) this.release(incident, site, now);
      this.weighWide(now);
    }
  }
  /** Resolves all: the conference is over. */
  close(now: Moment): void {
    for (const incident of this.book.open) this.book.resolve(incident, now, null);
    this.pending.clear();
    this.reported.clear();
  }

  private apply(fact: Fact, at: Moment): void {
    if (fact.kind === 'canary') return this.hearCanary(fact.isOk, at);
    if (fact.kind === 'day') return this.hearDay(fact.isOver, at);
    if (!this.places.has(fact.siteId)) return;
    const site = this.register.find(fact.siteId);
    if (fact.kind === 'signal') this.hearSignal(site, fact.isBad, at);
    else if (fact.state === 'lost') this.lose(site, at);
    else if (fact.state !== 'never') this.regain(site, at);
  }

  private hearCanary(isOk: boolean, at: Moment): void {
    this.canaryIsOk = isOk;
    if (!isOk && this.register.here + this.pending.size > 0) this.blameUs(at);
    this.weighWide(at);
  }

  /** Who is lost when the day ends has gone home too. */
  private hearDay(isOver: boolean, at: Moment): void {
    const isEnd = isOver && !this.isDayOver;
    this.isDayOver = isOver;
    if (!isEnd) return;
    const causes = this.book.open.filter(({ cause }) => cause.kind !== 'broadcast');
    for (const id of [...this.pending.keys(), ...causes.flatMap((incident) => incident.awayIds())])
      this.goHome(this.register.find(id), at);
  }

  private lose(site: TrackedSite, at: Moment): void {
    if (this.isDayOver) return this.goHome(site, at);
    if (site.status === 'lost') return;
    if (site.status === 'never' && site.incident?.isAway(site.id)) return this.keepAway(site, at);
    this.register.leave(site, at);
    this.heal(site, at);
    if (site.incident) this.join(site.incident, site, at);
    else {
      const cause = this.book.find(OURS) ?? this.book.lateAmong(causesOver(site.id, this.places), at);
      if (cause) this.join(cause, site, at);
      else this.pending.set(site.id, at + this.timing.wait);
    }
    const isStarting = at - this.startedAt <= this.timing.afterStart;
    const isMost = this.register.mostFellSince(at - this.timing.oursWindow);
    if (isStarting || isMost || !this.canaryIsOk) this.blameUs(at);
    this.weigh(site, at);
  }

  /** An incident of before our start has it already: that is no fall, and not ours. */
  private keepAway(site: TrackedSite, at: Moment): void {
    site.status = 'lost';
    this.weigh(site, at);
  }

  private goHome(site: TrackedSite, at: Moment): void {
    this.register.goHome(site);
    this.pending.delete(site.id);
    this.heal(site, at);
    this.release(site.incident, site, at);
    this.weigh(site, at);
  }

  private blameUs(at: Moment): void {
    if (!this.book.find(OURS)) this.gather(OURS, this.register.fallenSince(at - this.timing.partWindow), at);
  }

  private regain(site: TrackedSite, at: Moment): void {
    if (site.status === 'here') return;
    this.register.arrive(site);
    this.pending.delete(site.id);
    this.release(site.incident, site, at);
    if (site.isBad && !site.broadcast) this.reported.set(site.id, at + this.timing.wait);
    this.weigh(site, at);
  }

  private hearSignal(site: TrackedSite, isBad: boolean, at: Moment): void {
    if (site.isBad === isBad) return;
    this.register.report(site, isBad);
    if (!isBad) this.heal(site, at);
    else if (site.status === 'here') {
      const late = this.book.lateAmong(broadcastsOver(site.id, this.places), at);
      if (late) this.join(late, site, at);
      else this.reported.set(site.id, at + this.timing.wait);
    }
    this.weigh(site, at);
  }
  /** The site suffers from no broadcast any more: it says so, or it is lost. */
  private heal(site: TrackedSite, at: Moment): void {
    this.reported.delete(site.id);
    this.release(site.broadcast, site, at);
    site.broadcast = null;
  }
  private release(incident: TrackedIncident | null, { id }: TrackedSite, at: Moment): void {
    if (!incident) return;
    incident.recover(id, at);
    this.book.markChanged(incident);
    this.weighOne(incident, at);
  }

  private runTo(before: Moment): void {
    // Nothing is due between two points of the grid.
    if (this.gridded(this.time) >= before) return;
    for (let at = this.nextAt(); at !== null && at < before; at = this.nextAt()) {
      this.time = Math.max(this.time, at);
      this.tick(this.time);
    }
  }
  private tick(at: Moment): void {
    for (const incident of this.book.open) {
      if (incident.age(at, this.timing)) this.book.markChanged(incident);
      const overAt = incident.overAt(this.timing);
      if (overAt !== null && overAt <= at) this.finish(incident, at);
    }
    this.judgeLost(at);
    this.judgeReported(at);
    this.book.forget(at);
  }

  /** Who stays away when the cause is over is judged on their own, at once. */
  private finish(incident: TrackedIncident, at: Moment): void {
    const left = incident.cause.kind === 'broadcast' ? [] : incident.awayIds();
    this.book.resolve(incident, at, null);
    for (const id of left) {
      this.register.fallAgain(this.register.find(id), at);
      this.pending.set(id, at);
    }
  }

  private judgeLost(at: Moment): void {
    const due = this.pending.until(at);
    if (due.length === 0) return;
    const fallen = this.register.fallenSince(at - this.timing.partWindow);
    const counts = countsOf(fallen, this.places);
    for (const id of due) {
      if (!this.pending.has(id)) continue;
      const cause = commonCauseOf(id, counts, this.places, this.register);
      const own = this.register.find(id);
      const those = cause ? [own, ...fallen.filter((site) => liesIn(site.id, cause, this.places))] : [own];
      this.gather(cause ?? causeOf('site', id), those, at);
    }
  }

  private judgeReported(at: Moment): void {
    for (const id of this.reported.until(at)) {
      if (!this.reported.delete(id)) continue;
      const node = illPartOf(id, this.places, this.register);
      if (node !== undefined) this.gather(causeOf('broadcast', node), [...this.register.badIn(node)], at);
    }
  }

  /** Puts these sites under one cause, and takes in what was opened for them alone. */
  private gather(cause: Cause, sites: readonly TrackedSite[], at: Moment): void {
    const incident = this.book.openFor(cause, this.places, at);
    this.book.mergeNarrower(incident, sites, at);
    for (const site of sites) if (!holderOf(cause, site)) this.join(incident, site, at);
    if (cause.kind === 'ours')
      for (const id of this.pending.keys()) this.join(incident, this.register.find(id), at);
    this.weighOne(incident, at);
  }
  private join(incident: TrackedIncident, site: TrackedSite, at: Moment): void {
    (incident.cause.kind === 'broadcast' ? this.reported : this.pending).delete(site.id);
    this.book.addTo(incident, site, at);
  }

  private weigh(site: TrackedSite, at: Moment): void {
    if (site.incident) this.weighOne(site.incident, at);
    this.weighWide(at);
  }
  private weighWide(at: Moment): void {
    for (const incident of this.book.wide) this.weighOne(incident, at);
  }
  private weighOne(incident: TrackedIncident, at: Moment): void {
    const mayEnd = incident.cause.kind !== 'ours' || this.canaryIsOk;
    incident.weigh(mayEnd && isCalm(incident, this.register), mayEnd, at);
  }

  private gridded(at: Moment): Moment {
    return Math.ceil(at / this.timing.grid) * this.timing.grid;
  }
}
