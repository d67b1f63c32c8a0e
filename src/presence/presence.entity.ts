import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PresenceState } from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';

/** How a site that has been connected at least once stood at its last transition. */
@Entity('site_presence')
export class SitePresenceRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: Id;
  @Column({ type: 'varchar', length: 10 })
  state: Exclude<PresenceState, 'never'>;
  @Column({ type: 'varchar', length: 24 })
  since: Instant;
}
