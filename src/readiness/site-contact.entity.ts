import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A call to a site, or a note about it. Never changed. */
@Entity('site_contact')
@PersonalData<SiteContactRow>({ conference: 'conferenceId', columns: { note: 'note', by: 'note' } })
export class SiteContactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'boolean' })
  called: boolean;
  @Column({ type: 'text', nullable: true })
  note: string | null;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  @Column({ type: 'varchar', length: 200 })
  by: string;
}
