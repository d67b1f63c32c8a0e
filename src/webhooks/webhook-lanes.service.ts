import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { delayUntil } from '../platform/clock/timer-delay.js';
import { EventBus } from '../platform/events/event-bus.js';
import { isCondition } from '../platform/http/problem.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryLane, type Step } from './delivery-lane.js';
import { DeliveryResults } from './delivery-results.js';
import { WebhookSender, WebhookTiming } from './webhook-sender.js';
import { DeliveriesWaiting, type LaneKey, WebhookChanged } from './webhooks.events.js';

/** Runs a lane for each webhook and conference with waiting deliveries. */
@Injectable()
export class WebhookLanesService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(WebhookLanesService.name);
  private readonly lanes = new Map<string, DeliveryLane>();
  private isStopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly deliveries: DeliveriesRepository,
    private readonly results: DeliveryResults,
    private readonly sender: WebhookSender,
    private readonly timing: WebhookTiming,
    bus: EventBus,
  ) {
    bus.on(DeliveriesWaiting, ({ lanes }) => lanes.forEach((key) => this.wake(key)));
    // It may be on again, have another address, or its receiver is back.
    bus.on(WebhookChanged, ({ webhookId, enabled }) => (enabled ? this.wakeAll(webhookId) : undefined));
  }

  /** What waited when the service ended goes on. */
  async onApplicationBootstrap(): Promise<void> {
    for (const key of await this.deliveries.lanes()) this.wake(key);
  }
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    this.sender.stop();
    await Promise.all([...this.lanes.values()].map((lane) => lane.close()));
  }

  private async wakeAll(webhookId: Id): Promise<void> {
    for (const key of await this.deliveries.lanes(webhookId)) this.wake(key);
  }

  private wake(key: LaneKey): void {
    if (this.isStopped) return;
    const name = `${key.webhookId} ${key.conferenceId}`;
    const lane =
      this.lanes.get(name) ??
      new DeliveryLane(
        () => this.step(key),
        () => this.lanes.delete(name),
      );
    this.lanes.set(name, lane);
    lane.wake();
  }

  /** A fault of ours is no fault of the receiver: the delivery stays as it is. */
  private async step(key: LaneKey): Promise<Step> {
    try {
      const head = await this.deliveries.head(key);
      if (head === null) return 'empty';
      const due = Date.parse(head.delivery.nextAt!);
      const now = this.clock.now();
      if (due > now) return { wait: Math.min(delayUntil(due, now), this.timing.longestWait) };
      const outcome = await this.sender.send(head.webhook, head.delivery.id, head.delivery.payload);
      if (this.sender.isStopping) return 'empty';
      await this.results.ofTurn(head, outcome);
      return 'tried';
    } catch (fault) {
      if (!isCondition(fault)) this.log.error(fault);
      return { wait: this.timing.secondTry };
    }
  }
}
