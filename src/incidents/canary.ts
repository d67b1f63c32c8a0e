import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { EventBus } from '../platform/events/event-bus.js';
import { CanaryChanged } from './incidents.events.js';
import { IncidentTiming } from './incident-timing.js';

/** One failure may be chance. */
const FAILURES = 2;

/**
 * Asks our own health through PUBLIC_URL, the way consoles come: whether our line and what stands before us
 * carry. Says nothing until it has got through once: some networks lead nobody back to themselves.
 */
@Injectable()
export class Canary implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Canary.name);
  private timer: NodeJS.Timeout | undefined;
  private readonly ending = new AbortController();
  private hasBeenOk = false;
  private isOk = true;
  private failures = 0;

  constructor(
    private readonly config: Config,
    private readonly timing: IncidentTiming,
    private readonly bus: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.publicUrl !== null) this.sendIn(this.timing.canaryRetry);
  }
  onModuleDestroy(): void {
    this.ending.abort();
    clearTimeout(this.timer);
  }

  private sendIn(ms: number): void {
    this.timer = setTimeout(() => void this.send(), ms).unref();
  }
  private async send(): Promise<void> {
    const hasCome = await this.ask();
    if (this.ending.signal.aborted) return;
    this.note(hasCome);
    this.sendIn(this.failures === 1 ? this.timing.canaryRetry : this.timing.canaryEvery);
  }
  private async ask(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.config.publicUrl}/health/live`, {
        redirect: 'manual',
        signal: AbortSignal.any([this.ending.signal, AbortSignal.timeout(this.timing.canaryTimeout)]),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  }
  private note(hasCome: boolean): void {
    if (!hasCome && !this.hasBeenOk && this.failures === 0)
      this.log.warn('The service does not reach itself through PUBLIC_URL: no incident will say so');
    this.hasBeenOk ||= hasCome;
    this.failures = hasCome ? 0 : this.failures + 1;
    const isOk = !this.hasBeenOk || this.failures < FAILURES;
    if (isOk === this.isOk) return;
    this.isOk = isOk;
    this.log.warn(isOk ? 'PUBLIC_URL answers again' : 'PUBLIC_URL does not answer any more');
    this.bus.publish(new CanaryChanged(isOk));
  }
}
