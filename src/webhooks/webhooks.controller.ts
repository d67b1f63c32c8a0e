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

  /** Lists the webhooks of the account's conferences, oldest first. Owners see those of all, too. */
  @Get(ROUTES.webhooks)
  list(@Actor() actor: Principal, @Query() query: WebhooksQueryDto): Promise<Page<Webhook>> {
    return this.webhooks.list(actor, query);
  }

  /** Makes a webhook. Its secret is in this answer and nowhere else. */
  @Post(ROUTES.webhooks)
  @Traces('webhook.made')
  create(@Actor() actor: Principal, @Body() body: WebhookCreateDto): Promise<WebhookWithSecret> {
    return this.webhooks.create(actor, body);
  }

  /** Reads a webhook. */
  @Get(ROUTES.webhook)
  @Versioned()
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Webhook> {
    return this.webhooks.get(actor, id);
  }

  /**
   * Changes a webhook. When it is switched on again or gets another address, waiting deliveries are due at
   * once.
   */
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

  /** Deletes a webhook and its log. Waiting deliveries are not sent. */
  @Delete(ROUTES.webhook)
  @Traces('webhook.removed')
  @HttpCode(204)
  remove(@Actor() actor: Principal, @Param('id') id: string): Promise<void> {
    return this.webhooks.remove(actor, id);
  }

  /**
   * Replaces the secret of a webhook. The new one is in this answer and nowhere else; the old one signs
   * beside it for 24 hours.
   */
  @Post(ROUTES.webhookSecret)
  @Traces('webhook.secret-turned')
  @HttpCode(200)
  turnSecret(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookWithSecret> {
    return this.webhooks.turnSecret(actor, id);
  }

  /** Sends a `webhook.ping` once, and answers its result. Works while the webhook is off, too. */
  @Post(ROUTES.webhookPing)
  @Traces('webhook.pinged')
  @HttpCode(200)
  ping(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookDelivery> {
    return this.deliveries.ping(actor, id);
  }

  /** Lists the deliveries of a webhook in the last 30 days, newest first. Waiting ones too. */
  @Get(ROUTES.webhookDeliveries)
  log(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<WebhookDelivery>> {
    return this.deliveries.list(actor, id, query);
  }

  /**
   * Sends a delivery once more by the same `webhook-id`, and answers its result. One that still waits is due
   * at once, but not before those ahead of it.
   */
  @Post(ROUTES.deliveryResend)
  @Traces('webhook.resent')
  @HttpCode(200)
  resend(@Actor() actor: Principal, @Param('id') id: string): Promise<WebhookDelivery> {
    return this.deliveries.resend(actor, id);
  }
}
