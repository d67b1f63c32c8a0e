import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Webhook, WebhookDelivery, WebhookWithSecret } from '../contract/webhook.js';
import type { Page } from '../contract/wire.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { DeliveriesService } from './deliveries.service.js';
import { WebhookCreateDto, WebhookPatchDto, WebhooksQueryDto } from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';
import { IfMatch } from '../platform/http/if-match.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';

@Controller()
@Allow('organizer')
@Parts('closed')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveriesService,
  ) {}

  /** The webhooks of conferences in which the account works, oldest first; for owners also those of all. */
  @Get(ROUTES.webhooks)
  list(@Actor() actor: Principal, @Query() query: WebhooksQueryDto): Promise<Page<Webhook>> {
    return this.webhooks.list(actor, query);
  }

  /** The secret is in this answer and nowhere else. */
  @Post(ROUTES.webhooks)
  @Traces('webhook.made')
  create(@Actor() actor: Principal, @Body() body: WebhookCreateDto): Promise<WebhookWithSecret> {
    return this.webhooks.create(actor, body);
  }

  /** One webhook. */
  @Get(ROUTES.webhook)
  @Versioned()
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Webhook> {
    return this.webhooks.get(actor, id);
  }

  /** Changes the fields that are given. Switched on again, or led elsewhere, what waits is due at once. */
  @Patch(ROUTES.webhook)
  @GuardedByVersion()
  @Traces('webhook.changed')
  change(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: WebhookPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Webhook> {
    return this.webhooks.change(actor, id, body, ifMatch);
  }

  /** With its deliveries; what waits is not sent any more. */
  @Delete(ROUTES.webhook)
  @Traces('webhook.removed')
  @HttpCode(204)
  remove(@Actor() actor: Principal, @Param('id') id: string): Promise<void> {
    return this.webhooks.remove(actor, id);
  }

  /** A new secret, in this answer and nowhere else. The one before signs beside it for 24 hours. */
  @Post(ROUTES.webhookSecret)
  @Traces('webhook.secret-turned')
  @HttpCode(200)
  turnSecret(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookWithSecret> {
    return this.webhooks.turnSecret(actor, id);
  }

  /** Sends a `webhook.ping` now, once, also while the webhook is off, and answers what came of it. */
  @Post(ROUTES.webhookPing)
  @Traces('webhook.pinged')
  @HttpCode(200)
  ping(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookDelivery> {
    return this.deliveries.ping(actor, id);
  }

  /** What was sent in the last 30 days or waits, newest first. */
  @Get(ROUTES.webhookDeliveries)
  log(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<WebhookDelivery>> {
    return this.deliveries.list(actor, id, query);
  }

  /**
   * Sends it once more, by the same id, and answers what came of it. One that still waits is tried in its
   * turn, which is now if nothing stands before it.
   */
  @Post(ROUTES.deliveryResend)
  @Traces('webhook.resent')
  @HttpCode(200)
  resend(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookDelivery> {
    return this.deliveries.resend(actor, id);
  }
}
