import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PresenceState, SignalLevel } from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** How a site that has been connected at least once stood at its last transition. */
@Entity('site_presence')
@PersonalData<SitePresenceRow>({ conference: { column: 'siteId', of: 'site' }, columns: { state: 'none' } })
export class SitePresenceRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: Id;
  @Column({ type: 'varchar', length: 10 })
  state: Exclude<PresenceState, 'never'>;
  @Column({ type: 'varchar', length: 24 })
  since: Instant;
}

/** What a site's presence became, and when. Rows are added, and never changed. */
@Entity('presence_change')
@PersonalData<PresenceChangeRow>({
  conference: 'conferenceId',
  rawPresence: 'at',
  columns: { state: 'none' },
})
export class PresenceChangeRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: Id;
  /** When the service saw it: `lost` some seconds after the last console left. */
  @PrimaryColumn({ type: 'varchar', length: 24 })
  at: Instant;
  @PrimaryColumn({ type: 'varchar', length: 10 })
  state: Exclude<PresenceState, 'never'>;
  /** When the state began: for `lost` and `unsteady`, when the last console left. */
  @Column({ type: 'varchar', length: 24 })
  since: Instant;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: Id;
}

/** A site said something new of picture and sound. Rows are added, and never changed. */
@Entity('site_signal_change')
@PersonalData<SiteSignalChangeRow>({
  conference: 'conferenceId',
  rawPresence: 'at',
  columns: { picture: 'none', sound: 'none' },
})
export class SiteSignalChangeRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: Id;
  @PrimaryColumn({ type: 'varchar', length: 24 })
  at: Instant;
  @Column({ type: 'varchar', length: 4 })
  picture: SignalLevel;
  @Column({ type: 'varchar', length: 4 })
  sound: SignalLevel;
  @Column({ type: 'integer', nullable: true })
  headcount: number | null;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: Id;
}
