import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { describeFault, type StorageCondition } from './faults.js';

/** After a refusal the storage is asked this often whether it has healed. */
const PROBE_PAUSE = 1_000;
const LOG_PAUSE = 60_000;

/**
 * Whether the storage takes writes. Red from the first refusal on; green again once a probe was stored, not
 * merely once a write was: a small one may still fit where the next is refused. The log gets one line a
 * minute, however many are refused.
 */
@Injectable()
export class StorageHealth implements OnApplicationShutdown {
  private readonly log = new Logger('Storage');
  private probe: () => Promise<void> = () => Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  /** Before, a refusal ends the start, and the line that ends it says why. */
  private isServing = false;
  /** Since the last line. */
  private refusals = 0;
  private readonly lastLine = { refusing: -LOG_PAUSE, healed: -LOG_PAUSE };

  /** False from a refusal until a probe has been stored. */
  get takesWrites(): boolean {
    return this.timer === null;
  }

  /** The service accepts requests from here on. */
  serve(): void {
    this.isServing = true;
  }

  /** @param probe writes what a healthy storage takes, by the same way as everybody */
  probeBy(probe: () => Promise<void>): void {
    this.probe = probe;
  }

  /** The storage did not do what it was asked; the caller was told so. */
  refused(condition: StorageCondition, fault: unknown): void {
    this.refusals += 1;
    if (this.isServing && this.isDue('refusing')) {
      this.log.error({
        code: condition,
        refusals: this.refusals,
        fault: describeFault(fault),
        msg: 'the storage refuses; nothing refused was acknowledged',
      });
      this.refusals = 0;
    }
    // A busy storage is a healthy one: only this caller has waited too long.
    if (condition !== 'server.busy' && !this.isStopped) this.timer ??= this.nextProbe();
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private nextProbe(): NodeJS.Timeout {
    return setTimeout(() => void this.ask(), PROBE_PAUSE).unref();
  }

  private async ask(): Promise<void> {
    try {
      await this.probe();
      this.timer = null;
      if (this.isDue('healed')) this.log.warn('the storage takes writes again');
    } catch {
      // The write that failed has said so itself.
      if (!this.isStopped) this.timer = this.nextProbe();
    }
  }

  private isDue(line: 'refusing' | 'healed'): boolean {
    const now = performance.now();
    if (now < this.lastLine[line] + LOG_PAUSE) return false;
    this.lastLine[line] = now;
    return true;
  }
}
