import { newId } from '../../shared/new-id.js';

const CHANNEL = 'diemcau-console-tabs';
/** A hidden tab may run a timer only once a minute, and a crashed tab sends no farewell. */
const SPEAK_EVERY_MS = 20_000;
const FORGOTTEN_AFTER_MS = 150_000;

type TabPresence = { from: string; says: 'here' | 'gone' };

/**
 * Says whether this console is open in another tab as well. Nothing is lost then, but two people may mark the
 * same roll.
 */
export class Tabs {
  areSeveral = $state(false);
  private readonly own = newId();
  private readonly lastSeen = new Map<string, number>();
  private readonly channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
  private readonly stopped = new AbortController();

  start(): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabPresence>) => this.apply(data), {
      signal: this.stopped.signal,
    });
    addEventListener('pagehide', () => this.send('gone'), { signal: this.stopped.signal });
    addEventListener('pageshow', () => this.send('here'), { signal: this.stopped.signal });
    const timer = setInterval(() => {
      this.send('here');
      this.count();
    }, SPEAK_EVERY_MS);
    this.stopped.signal.addEventListener('abort', () => clearInterval(timer));
    this.send('here');
  }
  stop(): void {
    this.send('gone');
    this.stopped.abort();
    this.channel?.close();
  }

  private send(says: TabPresence['says']): void {
    this.channel?.postMessage({ from: this.own, says } satisfies TabPresence);
  }

  private apply({ from, says }: TabPresence): void {
    const isNew = !this.lastSeen.has(from);
    if (says === 'gone') this.lastSeen.delete(from);
    else this.lastSeen.set(from, Date.now());
    // Answers a new tab, so that it knows of this one.
    if (says === 'here' && isNew) this.send('here');
    this.count();
  }

  private count(): void {
    for (const [tab, at] of this.lastSeen)
      if (at < Date.now() - FORGOTTEN_AFTER_MS) this.lastSeen.delete(tab);
    this.areSeveral = this.lastSeen.size > 0;
  }
}
