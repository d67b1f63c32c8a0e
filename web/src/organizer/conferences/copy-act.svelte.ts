import type { ConferenceCopy, ConferenceCopyBody } from '#contract/conference-copy.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { api, ApiFault } from '../../shared/api.js';
import { newId } from '../../shared/new-id.js';

const LOOK_EVERY_MS = 500;
/** After a look that failed. */
const LOOK_AGAIN_MS = 3_000;
type Wish = Omit<ConferenceCopyBody, 'id'>;

/** Begins a copy and follows it. The same wish again, after an answer that was lost, is the same copy. */
export class CopyAct {
  copy = $state.raw<ConferenceCopy | null>(null);
  /** Why the service cannot be asked how far it is. */
  away = $state.raw<unknown>(null);
  private id: Id = newId();
  private wish = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOver = false;

  constructor(private readonly ondone: (copy: ConferenceCopy) => void) {}

  /** @throws ApiFault */
  async begin(sourceId: Id, wish: Wish): Promise<void> {
    const text = JSON.stringify([sourceId, wish]);
    if (text !== this.wish || this.copy !== null) this.id = newId();
    this.wish = text;
    this.copy = null;
    this.follow(await api.post<ConferenceCopy>(pathTo(ROUTES.copies, sourceId), { id: this.id, ...wish }));
  }
  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  get isUnderWay(): boolean {
    return this.copy !== null && this.copy.state !== 'failed';
  }
  /** Why it failed; `null` unless it has. */
  get fault(): ApiFault | null {
    const code = this.copy?.state === 'failed' ? (this.copy.code ?? 'server.failed') : null;
    return code && new ApiFault(code, 500);
  }

  private follow(copy: ConferenceCopy): void {
    this.copy = copy;
    if (this.isOver) return;
    if (copy.state === 'done') this.ondone(copy);
    else if (copy.state === 'copying') this.timer = setTimeout(() => void this.look(copy.id), LOOK_EVERY_MS);
  }
  private async look(id: Id): Promise<void> {
    try {
      const copy = await api.get<ConferenceCopy>(pathTo(ROUTES.copy, id));
      this.away = null;
      this.follow(copy);
    } catch (raised) {
      this.away = raised;
      if (!this.isOver) this.timer = setTimeout(() => void this.look(id), LOOK_AGAIN_MS);
    }
  }
}
