import type { Id } from '../contract/wire.js';
import { FEWEST, type Moment, SHARE, type TrackedIncident } from './incident.rules.js';
import type { Places } from './places.rules.js';

export interface TrackedSite {
  readonly id: Id;
  status: 'never' | 'here' | 'lost';
  /** How it was lost, while it is. */
  fall: Fall | null;
  /** It has said that picture or sound are not as they should be. */
  isBad: boolean;
  /** The open incident that it suffers from, or is back in. */
  incident: TrackedIncident | null;
  broadcast: TrackedIncident | null;
}
interface Fall {
  readonly site: TrackedSite;
  readonly at: Moment;
  /** Within the short window. */
  isRecent: boolean;
}

export const lineKey = (line: string): string => `line ${line}`;
const isStill = (fall: Fall): boolean => fall.site.fall === fall;
/** Whether so many of so many have one cause. */
export const isShare = (part: number, all: number, share: number): boolean =>
  part >= FEWEST && part >= share * all;

/** The sites of a conference with their counts, which every change carries on. */
export class SiteRegister {
  here = 0;
  bad = 0;
  private readonly sites = new Map<Id, TrackedSite>();
  private hereUnder = new Map<string, number>();
  private badUnder = new Map<string, number>();
  /** In order of time; those before `first` are older than any window. */
  private falls: Fall[] = [];
  /** The first fall in the short window, and how many from there on still hold. */
  private firstRecent = 0;
  private recent = 0;

  constructor(private places: Places) {}

  find(id: Id): TrackedSite {
    let site = this.sites.get(id);
    if (!site) {
      site = { id, status: 'never', fall: null, isBad: false, incident: null, broadcast: null };
      this.sites.set(id, site);
    }
    return site;
  }
  countHere = (key: string | null): number => (key === null ? this.here : (this.hereUnder.get(key) ?? 0));
  countBad = (key: string | null): number => (key === null ? this.bad : (this.badUnder.get(key) ?? 0));
  *badIn(node: Id | null): Iterable<TrackedSite> {
    for (const site of this.sites.values())
      if (this.saysBad(site) && (node === null || this.places.nodesOf(site.id).includes(node))) yield site;
  }
  saysBad = (site: TrackedSite): boolean => site.isBad && site.status === 'here';

  arrive(site: TrackedSite): void {
    this.forgetFall(site);
    site.status = 'here';
    this.count(site, 1);
  }
  leave(site: TrackedSite, at: Moment): void {
    if (site.status === 'here') this.count(site, -1);
    site.status = 'lost';
    this.fall(site, at);
  }
  /** It is neither here nor lost: nobody misses it. */
  goHome(site: TrackedSite): void {
    if (site.status === 'here') this.count(site, -1);
    this.forgetFall(site);
    site.status = 'never';
  }
  /** A site that stays away when its cause is over falls on its own. */
  fallAgain(site: TrackedSite, at: Moment): void {
    this.forgetFall(site);
    this.fall(site, at);
  }
  report(site: TrackedSite, isBad: boolean): void {
    if (site.status === 'here') this.count(site, -1);
    site.isBad = isBad;
    if (site.status === 'here') this.count(site, 1);
  }

  /** Whether most of the connected sites fell since this moment. Moments never go back. */
  mostFellSince(since: Moment): boolean {
    for (; (this.falls[this.firstRecent]?.at ?? Infinity) < since; this.firstRecent += 1) {
      const fall = this.falls[this.firstRecent]!;
      if (isStill(fall)) this.recent -= 1;
      fall.isRecent = false;
    }
    return isShare(this.recent, this.here + this.recent, SHARE.ours);
  }
  /** Sites that fell since this moment and are still away. */
  fallenSince(since: Moment): TrackedSite[] {
    const first = this.falls.findIndex(({ at }) => at >= since);
    const within = first < 0 ? [] : this.falls.slice(first);
    return within.filter(isStill).map(({ site }) => site);
  }
  /** Forgets falls that are older. */
  forgetBefore(since: Moment): void {
    const gone = this.falls.findIndex(({ at }) => at >= since);
    const drop = Math.min(gone < 0 ? this.falls.length : gone, this.firstRecent);
    if (drop < 1_000 && drop < this.falls.length) return;
    this.falls = this.falls.slice(drop);
    this.firstRecent -= drop;
  }

  /** Takes another tree; answers the tracked sites that are not in it any more. */
  move(places: Places): TrackedSite[] {
    this.places = places;
    const gone = [...this.sites.values()].filter(({ id }) => !places.has(id));
    for (const site of gone) {
      this.forgetFall(site);
      this.sites.delete(site.id);
    }
    [this.here, this.bad, this.hereUnder, this.badUnder] = [0, 0, new Map(), new Map()];
    for (const site of this.sites.values()) if (site.status === 'here') this.count(site, 1);
    return gone;
  }

  private fall(site: TrackedSite, at: Moment): void {
    site.fall = { site, at, isRecent: true };
    this.falls.push(site.fall);
    this.recent += 1;
  }
  private forgetFall(site: TrackedSite): void {
    if (site.fall?.isRecent) this.recent -= 1;
    site.fall = null;
  }
  private count(site: TrackedSite, by: 1 | -1): void {
    const line = this.places.lineOf(site.id);
    const keys =
      line === null ? this.places.nodesOf(site.id) : [...this.places.nodesOf(site.id), lineKey(line)];
    this.here += by;
    for (const key of keys) this.hereUnder.set(key, (this.hereUnder.get(key) ?? 0) + by);
    if (!site.isBad) return;
    this.bad += by;
    for (const key of keys) this.badUnder.set(key, (this.badUnder.get(key) ?? 0) + by);
  }
}
