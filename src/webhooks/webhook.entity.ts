import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  DeliveryState,
  WebhookAttempt,
  WebhookEvent,
  WebhookMessageType,
  WebhookOffReason,
} from '../contract/webhook.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

@PersonalData<WebhookRow>({
  conference: 'conferenceId',
  columns: { name: 'note', url: 'none', events: 'none', offReason: 'none', failingSince: 'none' },
})
@Entity('webhook')
export class WebhookRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** `null`: of all conferences. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  conferenceId: string | null;
  @Column({ type: 'varchar', length: 100 })
  name: string;
  @Column({ type: 'varchar', length: 2000 })
  url: string;
  @Column({ type: 'simple-json' })
  events: WebhookEvent[];
  /** `null` while it is on. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  offAt: string | null;
  @Column({ type: 'varchar', length: 10, nullable: true })
  offReason: WebhookOffReason | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  failingSince: string | null;
  /** The secret is derived from the installation's secret, the id and this number. */
  @Column({ type: 'integer' })
  secretNumber: number;
  @Column({ type: 'varchar', length: 24, nullable: true })
  oldSecretUntil: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  /** When somebody changed it last. */
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}

/** One message to one webhook: the outbox, and afterwards the log. */
@PersonalData<WebhookDeliveryRow>({
  conference: 'conferenceId',
  columns: { type: 'none', payload: 'none', state: 'none', attempts: 'none' },
})
@Entity('webhook_delivery')
export class WebhookDeliveryRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  webhookId: string;
  /** `null` in a ping of a webhook of all conferences. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  conferenceId: string | null;
  /** In the order of commits within the conference; 0 in a ping. */
  @Column({ type: 'integer' })
  seq: number;
  @Column({ type: 'varchar', length: 30 })
  type: WebhookMessageType;
  /** The body as it is signed and sent. */
  @Column({ type: 'text' })
  payload: string;
  @Column({ type: 'varchar', length: 10 })
  state: DeliveryState;
  /** Attempts since it began to wait. */
  @Column({ type: 'integer' })
  tries: number;
  /** `null` once it waits no more. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  nextAt: string | null;
  @Column({ type: 'simple-json' })
  attempts: WebhookAttempt[];
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
}

/** The last `seq` of a conference. Its row is locked until the commit that raised it. */
@PersonalData<WebhookSeqRow>({ conference: 'conferenceId', columns: {} })
@Entity('webhook_seq')
export class WebhookSeqRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'integer' })
  value: number;
}
