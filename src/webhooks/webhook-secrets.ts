import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { Secrets } from '../platform/secrets/secrets.js';
import type { WebhookRow } from './webhook.entity.js';

type SignedBy = Pick<WebhookRow, 'id' | 'secretNumber' | 'oldSecretUntil'>;

/**
 * Derives the signing secrets of webhooks from the installation's secret. None is stored: the database alone
 * signs nothing.
 */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly secrets: Secrets) {}

  /** `whsec_` and 256 bits in base64, the form of Standard Webhooks. */
  secretOf(webhookId: string, number: number): string {
    const hex = this.secrets.keyed('webhook', `${webhookId} ${number}`);
    return `whsec_${Buffer.from(hex, 'hex').toString('base64')}`;
  }

  /** The header `webhook-signature`: by the secret, and by the old one while that is valid. */
  signatureOf(webhook: SignedBy, deliveryId: string, now: number, payload: string): string {
    const { id, secretNumber, oldSecretUntil } = webhook;
    const isTurning = oldSecretUntil !== null && Date.parse(oldSecretUntil) > now;
    return (isTurning ? [secretNumber, secretNumber - 1] : [secretNumber])
      .map((number) => new Webhook(this.secretOf(id, number)).sign(deliveryId, new Date(now), payload))
      .join(' ');
  }
}
