import { newId } from '../../shared/new-id.js';

const CHANNEL = 'diemcau-console-tabs';
/** A tab out of sight may speak but once a minute; one that has crashed says no farewell. */
const SPEAK_EVERY_MS = 20_000;
const FORGOTTEN_AFTER_MS = 150_000;

type Word = { from: string; says: 'here' | 'gone' };

/**
 * Whether this console is open in another tab as well: nothing is lost by it, but two people may
 * look at one roll with two thumbs.
 */
export class Tabs {
  areSeveral = $state(false);
  private readonly own = newId();
  private readonly heard = new Map<string, number>();
  private readonly channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
  private readonly stopped = new AbortController();

  start(): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Word>) => this.hear(data), {
      signal: this.stopped.signal,
    });
    addEventListener('pagehide', () => this.say('gone'), { signal: this.stopped.signal });
    addEventListener('pageshow', () => this.say('here'), { signal: this.stopped.signal });
    const timer = setInterval(() => {
      this.say('here');
      this.count();
    }, SPEAK_EVERY_MS);
    this.stopped.signal.addEventListener('abort', () => clearInterval(timer));
    this.say('here');
  }
  stop(): void {
    this.say('gone');
    this.stopped.abort();
    this.channel?.close();
  }

  private say(says: Word['says']): void {
    this.channel?.postMessage({ from: this.own, says } satisfies Word);
  }

  private hear({ from, says }: Word): void {
    const isNew = !this.heard.has(from);
    if (says === 'gone') this.heard.delete(from);
    else this.heard.set(from, Date.now());
    // Whoever comes later learns of us by our answer.
    if (says === 'here' && isNew) this.say('here');
    this.count();
  }

  private count(): void {
    for (const [tab, at] of this.heard) if (at < Date.now() - FORGOTTEN_AFTER_MS) this.heard.delete(tab);
    this.areSeveral = this.heard.size > 0;
  }
}
