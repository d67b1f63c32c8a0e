import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WEBHOOK_LOG_DAYS } from '../contract/webhook.js';
import { Clock } from '../platform/clock/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isCondition } from '../platform/http/problem.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DAY } from './delivery.rules.js';

const EVERY = 6 * 3_600_000;

/** Removes deliveries after 30 days, also those that wait for a webhook which is off. */
@Injectable()
export class WebhookLog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(WebhookLog.name);
  private timer: NodeJS.Timeout | undefined;
  private clearing: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly deliveries: DeliveriesRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.clearing = this.clear();
    this.timer = setInterval(() => (this.clearing = this.clear()), EVERY).unref();
  }
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.clearing;
  }

  /** What cannot be removed now is removed the next time. */
  async clear(): Promise<void> {
    const before = new Date(this.clock.now() - WEBHOOK_LOG_DAYS * DAY).toISOString();
    try {
      while (!this.isStopped && (await this.unitOfWork.run((tx) => this.deliveries.forget(tx, before))));
    } catch (fault) {
      if (!isCondition(fault)) this.log.error(fault);
    }
  }
}
