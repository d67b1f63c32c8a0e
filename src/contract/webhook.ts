import type { Id, Instant, Page } from './wire.js';

/**
 * What a webhook can be told of. `checkpoint.reopened` takes back a confirmation. `report.ready`: all sites
 * have confirmed a checkpoint, or the conference is closed.
 */
export const WEBHOOK_EVENTS = [
  'site.lost',
  'site.back',
  'checkpoint.confirmed',
  'checkpoint.reopened',
  'session.started',
  'session.ended',
  'material.released',
  'report.ready',
  'help.called',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
/** `webhook.ping` is sent only when somebody asks for it. */
export type WebhookMessageType = WebhookEvent | 'webhook.ping';

/** At most so many webhooks for each conference, and so many for all conferences. */
export const WEBHOOK_LIMIT = 20;
export const WEBHOOK_NAME_LENGTH = 100;
export const WEBHOOK_URL_LENGTH = 2_000;
/** Hours for which a secret that was replaced still signs beside the new one. */
export const WEBHOOK_OLD_SECRET_HOURS = 24;
/** Days that a delivery stays in the log, and waits at most. */
export const WEBHOOK_LOG_DAYS = 30;

/**
 * Ids and moments, no names. `seq` counts up within the conference. The other fields depend on the type:
 * `siteId`, `since` (site.lost, site.back); `siteId`, `checkpointId` (checkpoint.…); `sessionId` (session.…);
 * `materialId`, `version` (material.released); `checkpointId` or `null` (report.ready); `callId`, `siteId`
 * (help.called).
 */
export interface WebhookData {
  /** `null` in a ping of a webhook of all conferences. */
  conferenceId: Id | null;
  /** 0 in a ping. */
  seq: number;
  siteId?: Id;
  since?: Instant;
  checkpointId?: Id | null;
  sessionId?: Id;
  materialId?: Id;
  version?: number;
  callId?: Id;
}
/** The body that is sent, after Standard Webhooks. */
export interface WebhookPayload {
  type: WebhookMessageType;
  /** When it happened. */
  timestamp: Instant;
  data: WebhookData;
}

/** Why a webhook is off: by a person; the receiver answered 410; it failed for three days. */
export const WEBHOOK_OFF_REASONS = ['hand', 'gone', 'failing'] as const;
export type WebhookOffReason = (typeof WEBHOOK_OFF_REASONS)[number];

export interface Webhook {
  id: Id;
  /** `null`: of all conferences. Owners alone have such ones. */
  conferenceId: Id | null;
  name: string;
  url: string;
  events: WebhookEvent[];
  /** What happens while it is off is never sent. What waited before is sent once it is on again. */
  enabled: boolean;
  /** `null` while it is on. */
  off: { at: Instant; reason: WebhookOffReason } | null;
  /** Since when every attempt has failed; `null` if the last one arrived. */
  failingSince: Instant | null;
  /** Deliveries that have not arrived yet. */
  waiting: number;
  /** Until then the secret before this one signs too; `null` if none does. */
  oldSecretUntil: Instant | null;
  createdAt: Instant;
  /** When somebody changed it last. */
  updatedAt: Instant;
}
/** `secret` is in this answer and in no other: `whsec_…`. */
export type WebhookWithSecret = Webhook & { secret: string };

export interface WebhookCreate {
  /** Absent or `null`: all conferences, for owners. */
  conferenceId?: Id | null;
  name: string;
  /** `https`. Hosts in `WEBHOOK_ALLOW` may be private, and `http`. */
  url: string;
  /** Absent: all. */
  events?: WebhookEvent[];
}
export interface WebhookPatch {
  name?: string;
  url?: string;
  events?: WebhookEvent[];
  enabled?: boolean;
}

/** `redirect`: a 3xx answer, which is not followed. `status`: any other answer but 2xx. */
export const WEBHOOK_FAULTS = [
  'status',
  'redirect',
  'timeout',
  'unreachable',
  'unknown-host',
  'certificate',
  'private-address',
] as const;
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];
export interface WebhookAttempt {
  at: Instant;
  /** The receiver's HTTP status; `null` if it did not answer. */
  status: number | null;
  /** `null`: it arrived. */
  fault: WebhookFault | null;
  ms: number;
}
/** `failed`: the service does not try it again by itself. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message to one webhook. Its id is the `webhook-id` of every attempt. */
export interface WebhookDelivery {
  id: Id;
  webhookId: Id;
  state: DeliveryState;
  payload: WebhookPayload;
  /** The newest 20, oldest first. */
  attempts: WebhookAttempt[];
  /** `null` unless it waits. The ones before it have to arrive first. */
  nextAttemptAt: Instant | null;
}
export type Webhooks = Page<Webhook>;
export type WebhookDeliveries = Page<WebhookDelivery>;
