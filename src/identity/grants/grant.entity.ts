import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';
import type { GrantRole } from '../../contract/grant.js';

/** An account's right on a site or group and everything below it. */
@Entity('site_grant')
@PersonalData<GrantRow>({ conference: 'conferenceId', columns: { role: 'none', createdAt: 'none' } })
export class GrantRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 10 })
  role: GrantRole;
  /** The account that gave it; it may be gone. */
  @Column({ type: 'varchar', length: 36 })
  grantedById: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
}
