import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { WebhookAttempt, WebhookOffReason } from '../contract/webhook.js';
import type { Instant } from '../contract/wire.js';
import { SERVICE_ACTOR } from '../platform/audit/audit-note.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { Head } from './deliveries.repository.js';
import { judgeAttempt, type Outcome } from './delivery.rules.js';
import { WebhookDeliveryRow, WebhookRow } from './webhook.entity.js';
import { WebhookChanged } from './webhooks.events.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** How many attempts of a delivery are kept, the newest. */
const ATTEMPTS_SHOWN = 20;

/** Stores results of attempts, and switches webhooks off whose receivers take nothing. */
@Injectable()
export class DeliveryResults {
  private readonly attempts: Counter;

  constructor(
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly webhooks: WebhooksRepository,
    metrics: Metrics,
  ) {
    this.attempts = metrics.counter(
      'diemcau_webhook_attempts_total',
      'Attempts to deliver to webhooks, by what came of them',
      ['outcome'],
    );
  }

  /** Stores the attempt of a lane's first delivery. A failure from before a change is due again at once. */
  ofTurn({ delivery, webhook: asked }: Head, outcome: Outcome): Promise<void> {
    this.attempts.inc({ outcome: outcome.fault ?? 'delivered' });
    const now = this.clock.now();
    const at = new Date(now).toISOString();
    const attempts = this.withAttempt(delivery, outcome);
    return this.unitOfWork.run(async (tx) => {
      const webhook = await this.webhooks.hold(tx, delivery.webhookId);
      if (webhook === null) return;
      const store = (more: Pick<WebhookDeliveryRow, 'tries' | 'state' | 'nextAt'>): Promise<unknown> =>
        tx.repo(WebhookDeliveryRow).update({ id: delivery.id }, { attempts, ...more });
      if (outcome.fault !== null && webhook.updatedAt !== asked.updatedAt)
        return void (await store({ tries: 0, state: 'waiting', nextAt: at }));
      const verdict = judgeAttempt(outcome, {
        tries: delivery.tries,
        failingSince: webhook.failingSince === null ? null : Date.parse(webhook.failingSince),
        now,
        random: Math.random(),
      });
      const waits = verdict.kind === 'retry' || verdict.kind === 'off';
      const nextAt = verdict.kind === 'retry' ? new Date(verdict.at).toISOString() : waits ? at : null;
      await store({ tries: delivery.tries + 1, state: waits ? 'waiting' : verdict.kind, nextAt });
      if (verdict.kind === 'off') await switchOff(tx, webhook, verdict.reason, at);
      else if (verdict.kind === 'delivered') await this.arrived(tx, webhook);
      else await failing(tx, webhook, at);
    });
  }

  /** Stores the attempt of a delivery that somebody sent again. One that has arrived stays delivered. */
  ofResending({ delivery }: Head, outcome: Outcome): Promise<WebhookDeliveryRow> {
    this.attempts.inc({ outcome: outcome.fault ?? 'delivered' });
    const state = outcome.fault === null ? 'delivered' : delivery.state;
    const next = { ...delivery, state, attempts: this.withAttempt(delivery, outcome) };
    return this.unitOfWork.run(async (tx) => {
      const webhook = await this.webhooks.hold(tx, delivery.webhookId);
      if (webhook === null) return next;
      const { attempts } = next;
      await tx.repo(WebhookDeliveryRow).update({ id: delivery.id }, { attempts, state });
      if (outcome.fault === null) await this.arrived(tx, webhook);
      return next;
    });
  }

  /** Stores the attempt of a ping, which is in the log alone and never waits. */
  ofPing({ delivery }: Head, outcome: Outcome): Promise<WebhookDeliveryRow> {
    this.attempts.inc({ outcome: outcome.fault ?? 'delivered' });
    const state = outcome.fault === null ? ('delivered' as const) : ('failed' as const);
    const done = { ...delivery, state, attempts: this.withAttempt(delivery, outcome) };
    return this.unitOfWork.run(async (tx) => {
      const webhook = await this.webhooks.hold(tx, delivery.webhookId);
      // It may have been deleted meanwhile.
      if (webhook === null) return done;
      await tx.repo(WebhookDeliveryRow).insert(done);
      tx.note({ object: { kind: 'webhook', id: webhook.id }, detail: { deliveryId: done.id } });
      if (outcome.fault === null) await this.arrived(tx, webhook);
      return done;
    });
  }

  /** Makes a waiting delivery due now. @returns it as it is then */
  hurry({ delivery, webhook }: Head): Promise<WebhookDeliveryRow> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.instant();
      await this.webhooks.hold(tx, webhook.id);
      await this.webhooks.makeDue(tx, webhook.id, now);
      tx.announce(new WebhookChanged(webhook.id, webhook.conferenceId, true));
      return { ...delivery, tries: 0, nextAt: now };
    });
  }

  /** The receiver is back: its waiting deliveries of other lanes are due now. */
  private async arrived(
    tx: Transaction,
    { id, conferenceId, failingSince, offAt }: WebhookRow,
  ): Promise<void> {
    if (failingSince === null || offAt !== null) return;
    await tx.repo(WebhookRow).update({ id }, { failingSince: null });
    await this.webhooks.makeDue(tx, id, this.clock.instant());
    tx.announce(new WebhookChanged(id, conferenceId, true));
  }

  private withAttempt(
    { attempts }: Pick<WebhookDeliveryRow, 'attempts'>,
    { status, fault, ms }: Outcome,
  ): WebhookAttempt[] {
    return [...attempts, { at: this.clock.instant(), status, fault, ms }].slice(-ATTEMPTS_SHOWN);
  }
}

async function failing(tx: Transaction, { id, failingSince }: WebhookRow, at: Instant): Promise<void> {
  if (failingSince === null) await tx.repo(WebhookRow).update({ id }, { failingSince: at });
}

async function switchOff(
  tx: Transaction,
  webhook: WebhookRow,
  offReason: WebhookOffReason,
  offAt: Instant,
): Promise<void> {
  const { id, conferenceId } = webhook;
  // Another lane has.
  if (webhook.offAt !== null) return;
  const failingSince = webhook.failingSince ?? offAt;
  await tx.repo(WebhookRow).update({ id }, { offAt, offReason, failingSince });
  tx.note({
    act: 'webhook.switched-off',
    actor: SERVICE_ACTOR,
    object: { kind: 'webhook', id },
    conferenceId,
    detail: { reason: offReason },
  });
  tx.announce(new WebhookChanged(id, conferenceId, false, offReason));
}
