import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/**
 * A person who was moved to another site. The participant's row can only tell where they are now; a console
 * of the old site learns from this row, in its next `since`, to take them off the screen. One row a person
 * and site that they have left, whatever the number of moves; deleted when they come back.
 */
@Entity('roster_removal')
@PersonalData<RosterRemovalRow>({
  conference: { column: 'participantId', of: 'participant' },
  person: 'participantId',
  columns: {},
})
export class RosterRemovalRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  participantId: string;
  /** The site that they are no longer of. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;
  /** Number of the change that moved them. */
  @Column({ type: 'bigint', transformer: { from: Number, to: (seq: number) => seq } })
  seq: number;
}
