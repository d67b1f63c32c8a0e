import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import {
  type Webhook,
  WEBHOOK_EVENTS,
  WEBHOOK_LIMIT,
  WEBHOOK_OLD_SECRET_HOURS,
  type WebhookCreate,
  type WebhookEvent,
  type WebhookPatch,
  type WebhookWithSecret,
} from '../contract/webhook.js';
import type { Id, Page } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { WebhookRow } from './webhook.entity.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender } from './webhook-sender.js';
import type { WebhooksQueryDto } from './webhooks.dto.js';
import { WebhookChanged } from './webhooks.events.js';
import { mayManage } from './webhooks.policy.js';
import { webhookOf } from './webhooks.presenter.js';
import { type CountedWebhook, WebhooksRepository } from './webhooks.repository.js';

const OLD_SECRET_MS = WEBHOOK_OLD_SECRET_HOURS * 3_600_000;

/** Manages webhooks: who is told of what, at which address. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
    private readonly store: WebhooksRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async list(actor: Principal, { conferenceId, ...page }: WebhooksQueryDto): Promise<Page<Webhook>> {
    const isOwner = mayManage(actor, null);
    const scope = isOwner || actor.kind !== 'organizer' ? 'all' : actor.scope;
    const of = conferenceId === undefined ? null : (await this.conferences.visible(actor, conferenceId)).id;
    const { items, next } = await this.store.list({ scope, isOwner, conferenceId: of }, page);
    return { items: items.map((one) => this.shown(one)), next };
  }

  /**
   * @throws Problem conference.not-found, auth.forbidden, webhook.url-invalid, webhook.url-private,
   * webhook.too-many
   */
  async create(actor: Principal, body: WebhookCreate): Promise<WebhookWithSecret> {
    const conferenceId = body.conferenceId ?? null;
    if (conferenceId !== null) await this.conferences.visible(actor, conferenceId);
    if (!mayManage(actor, conferenceId)) throw new Problem('auth.forbidden');
    this.refuseBadUrl(body.url);
    const now = this.clock.instant();
    const row: WebhookRow = {
      id: this.ids.next(),
      conferenceId,
      name: body.name,
      url: body.url,
      events: inOrder(body.events ?? WEBHOOK_EVENTS),
      offAt: null,
      offReason: null,
      failingSince: null,
      secretNumber: 1,
      oldSecretUntil: null,
      createdAt: now,
      updatedAt: now,
    };
    return this.unitOfWork.run(async (tx) => {
      if ((await this.store.count(tx, conferenceId)) >= WEBHOOK_LIMIT) throw new Problem('webhook.too-many');
      await tx.repo(WebhookRow).insert(row);
      tx.note({ object: { kind: 'webhook', id: row.id }, conferenceId, after: row });
      tx.announce(new WebhookChanged(row.id, conferenceId, true));
      return this.withSecret({ row, waiting: 0 });
    });
  }

  /** @throws Problem webhook.not-found */
  async get(actor: Principal, id: Id): Promise<Webhook> {
    const webhook = await this.store.find(id);
    if (webhook === null || !mayManage(actor, webhook.row.conferenceId))
      throw new Problem('webhook.not-found');
    return this.shown(webhook);
  }

  /** @throws Problem webhook.not-found, webhook.url-invalid, webhook.url-private, edit.outdated */
  change(
    actor: Principal,
    id: Id,
    { enabled, ...patch }: WebhookPatch,
    ifMatch: string | null = null,
  ): Promise<Webhook> {
    return this.unitOfWork.run(async (tx) => {
      const { row, waiting } = await this.managed(tx, actor, id);
      refuseOutdated(ifMatch, row);
      if (patch.url !== undefined) this.refuseBadUrl(patch.url);
      const now = this.clock.instant();
      const events = inOrder(patch.events ?? row.events);
      const next: WebhookRow = { ...row, ...patch, events, updatedAt: now };
      if (enabled === false && row.offAt === null) Object.assign(next, { offAt: now, offReason: 'hand' });
      if (enabled === true) Object.assign(next, { offAt: null, offReason: null });
      const isFresh = next.url !== row.url || (enabled === true && row.offAt !== null);
      if (isFresh) {
        next.failingSince = null;
        await this.store.makeDue(tx, id, now);
      }
      await tx.repo(WebhookRow).update({ id }, next);
      tx.announce(new WebhookChanged(id, row.conferenceId, next.offAt === null));
      return this.shown({ row: next, waiting });
    });
  }

  /** @throws Problem webhook.not-found */
  remove(actor: Principal, id: Id): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { row } = await this.managed(tx, actor, id);
      await tx.repo(WebhookRow).delete({ id });
      tx.announce(new WebhookChanged(id, row.conferenceId, false));
    });
  }

  /** The old secret stays valid for a day, an older one ends at once. @throws Problem webhook.not-found */
  turnSecret(actor: Principal, id: Id): Promise<WebhookWithSecret> {
    return this.unitOfWork.run(async (tx) => {
      const { row, waiting } = await this.managed(tx, actor, id);
      const secretNumber = row.secretNumber + 1;
      const oldSecretUntil = new Date(this.clock.now() + OLD_SECRET_MS).toISOString();
      // Two at once would give both the same secret.
      await tx.repo(WebhookRow).update({ id }, { secretNumber, oldSecretUntil });
      tx.announce(new WebhookChanged(id, row.conferenceId, row.offAt === null));
      return this.withSecret({ row: { ...row, secretNumber, oldSecretUntil }, waiting });
    });
  }

  private async managed(tx: Transaction, actor: Principal, id: Id): Promise<CountedWebhook> {
    const found = await this.store.lock(tx, id);
    if (found === null || !mayManage(actor, found.row.conferenceId)) throw new Problem('webhook.not-found');
    return found;
  }

  private refuseBadUrl(url: string): void {
    const verdict = this.sender.judge(url);
    if (verdict === 'private') throw new Problem('webhook.url-private');
    if (verdict !== 'ok') throw new Problem('webhook.url-invalid');
  }

  private shown({ row, waiting }: CountedWebhook): Webhook {
    return webhookOf(row, waiting, this.clock.instant());
  }
  private withSecret(webhook: CountedWebhook): WebhookWithSecret {
    const { id, secretNumber } = webhook.row;
    return { ...this.shown(webhook), secret: this.secrets.secretOf(id, secretNumber) };
  }
}

const inOrder = (events: readonly WebhookEvent[]): WebhookEvent[] =>
  WEBHOOK_EVENTS.filter((one) => events.includes(one));
