import type { HelpCall } from '#contract/help.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Site } from '#contract/site.js';
import type { Id, Page } from '#contract/wire.js';
import { api } from '../../shared/api.js';
import { LatestReading } from '../parts/latest-reading.js';
import { router } from '../router.svelte.js';
import type { Alarm, AttentionSource } from '../shell/attention.svelte.js';
import type { ConferenceLine } from '../shell/conference-line.js';

/** More than these at once are a sign of something else; the header then says `200+`. */
const LIMIT = 200;
/** News may be missed by a line that does not know it is cut. */
const READ_EVERY_MS = 60_000;

/** The open calls for help of a conference, for every page: counted in the header, answered in the sheet. */
export class OpenHelpCalls implements AttentionSource {
  /** Oldest first, as they are to be answered; `null` until read. */
  value = $state.raw<HelpCall[] | null>(null);
  fault = $state.raw<unknown>(null);
  isMore = $state(false);
  /** A call that somebody else closed before an answer reached it. */
  missed = $state.raw<HelpCall | null>(null);

  readonly #conferenceId: Id;
  readonly #reading = new LatestReading<HelpCall>();
  readonly #sites = new Map<Id, Promise<Site>>();
  readonly #ends: (() => void)[];

  constructor(conferenceId: Id, line: ConferenceLine) {
    this.#conferenceId = conferenceId;
    const timer = setInterval(() => void this.load(), READ_EVERY_MS);
    this.#ends = [
      line.on('help.changed', ({ call }) => this.apply(call)),
      line.onResumed(() => void this.load()),
      () => clearInterval(timer),
    ];
    void this.load();
  }
  close(): void {
    for (const end of this.#ends) end();
  }

  get count(): number {
    return this.value?.length ?? 0;
  }
  get isTaken(): boolean {
    return this.value?.every(({ taken }) => taken !== null) ?? false;
  }
  get newest(): Alarm | null | undefined {
    if (this.value === null) return undefined;
    const call = this.value[this.value.length - 1];
    return call ? { id: call.id, at: call.at, text: () => this.#textOf(call) } : null;
  }
  open(): void {
    router.ask({ calls: 'open', site: null }, true);
  }

  async load(): Promise<void> {
    const path = `${pathTo(ROUTES.conferenceHelp, this.#conferenceId)}?state=open&limit=${LIMIT}`;
    try {
      const read = await this.#reading.read(() => api.get<Page<HelpCall>>(path));
      if (!read) return;
      this.value = read.answer.items.reverse();
      this.isMore = read.answer.next !== null;
      this.fault = null;
      for (const call of read.heard) this.apply(call);
    } catch (raised) {
      this.fault = raised;
    }
  }
  /** Shows what has become of a call. */
  apply(call: HelpCall): void {
    this.#reading.note(call);
    if (this.value === null) return;
    const calls = this.value;
    const isKnown = calls.some(({ id }) => id === call.id);
    if (call.state !== 'open') this.value = calls.filter(({ id }) => id !== call.id);
    else this.value = isKnown ? calls.map((one) => (one.id === call.id ? call : one)) : [...calls, call];
  }
  /** The site with its phone number, read once. */
  siteOf(siteId: Id): Promise<Site> {
    const known = this.#sites.get(siteId);
    if (known) return known;
    const site = api.get<Site>(pathTo(ROUTES.site, siteId));
    site.catch(() => this.#sites.delete(siteId));
    this.#sites.set(siteId, site);
    return site;
  }

  async #textOf({ siteId, message }: HelpCall): Promise<string> {
    const site = await this.siteOf(siteId).catch(() => null);
    return site ? `${site.name}: ${message}` : message;
  }
}
