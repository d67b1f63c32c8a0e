import { Topic } from '../topic.js';
import type { SyncState } from './sync.rules.js';
import { fromTabState, type TabMessage, toTabState } from './tab-message.rules.js';

/** Carries news between the tabs of this browser that show the same console. */
export class TabChannel {
  /** Another tab has changed the store; with the state of its sync if it runs the sync. */
  readonly changed = new Topic<SyncState | null>();
  /** Another tab has saved something: the tab that runs the sync sends it. */
  readonly poked = new Topic();
  private readonly channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel('diemcau-console') : null;
  private isClosed = false;

  constructor() {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      if (data.kind === 'poke') this.poked.publish();
      else this.changed.publish(data.state && fromTabState(data.state));
    });
  }
  /** @param state of the sync, from the tab that runs it; else `null` */
  tellChanged(state: SyncState | null): void {
    this.send({ kind: 'changed', state: state && toTabState(state) });
  }
  poke(): void {
    this.send({ kind: 'poke' });
  }
  close(): void {
    this.isClosed = true;
    this.channel?.close();
  }

  private send(message: TabMessage): void {
    if (!this.isClosed) this.channel?.postMessage(message);
  }
}
