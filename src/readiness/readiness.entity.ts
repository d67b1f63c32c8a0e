import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReadinessItem, ReadinessResult } from '../contract/readiness.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A result as it arrived. Never changed. */
@Entity('readiness_result')
@PersonalData<ReadinessResultRow>({
  conference: 'conferenceId',
  columns: { by: 'note', deviceName: 'note', reason: 'note', items: 'none', kind: 'none', outcome: 'none' },
})
export class ReadinessResultRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** From the service's change counter: the order of arrival. PostgreSQL returns it as text. */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 10 })
  kind: ReadinessResult['kind'];
  @Column({ type: 'varchar', length: 10 })
  outcome: ReadinessResult['outcome'];
  @Column({ type: 'simple-json' })
  items: ReadinessItem[];
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 24 })
  receivedAt: string;
  /** Who signed, or the name of the account. */
  @Column({ type: 'varchar', length: 200 })
  by: string;
  @Column({ type: 'varchar', length: 36, nullable: true })
  deviceId: string | null;
  @Column({ type: 'varchar', length: 80, nullable: true })
  deviceName: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  accountId: string | null;
  @Column({ type: 'text', nullable: true })
  reason: string | null;
}

/**
 * What decides of a site's results: kept so that boards and the chase list need not ask the history. Written
 * in the same commit.
 */
@Entity('site_readiness')
@PersonalData<SiteReadinessRow>({ conference: 'conferenceId', columns: { kind: 'none', outcome: 'none' } })
export class SiteReadinessRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  resultId: string;
  /** The result that was signed last; another than `resultId` if it decides nothing. */
  @Column({ type: 'varchar', length: 36 })
  newestId: string;
  @Column({ type: 'varchar', length: 10 })
  kind: ReadinessResult['kind'];
  @Column({ type: 'varchar', length: 10 })
  outcome: ReadinessResult['outcome'];
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36, nullable: true })
  deviceId: string | null;
}
