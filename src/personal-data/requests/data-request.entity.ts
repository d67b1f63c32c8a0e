import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataRequestKind, DataRequestOutcome } from '../../contract/personal-data.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** A request of somebody about their own data, and its outcome. */
@Entity('data_request')
@PersonalData<DataRequestRow>({
  conference: 'conferenceId',
  columns: {
    person: 'note',
    note: 'note',
    answeredByName: 'note',
    extended: 'note',
    closedByName: 'note',
    conclusion: 'note',
    kind: 'none',
    outcome: 'none',
  },
})
export class DataRequestRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 10 })
  kind: DataRequestKind;
  @Column({ type: 'varchar', length: 36, nullable: true })
  participantId: string | null;
  /** Who asked, if they are on no list. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  person: string | null;
  @Column({ type: 'varchar', length: 24 })
  receivedAt: string;
  @Column({ type: 'text', nullable: true })
  note: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 36 })
  createdById: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  answeredAt: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  answeredByName: string | null;
  /** Why it takes longer. */
  @Column({ type: 'text', nullable: true })
  extended: string | null;
  @Column({ type: 'varchar', length: 10, nullable: true })
  outcome: DataRequestOutcome | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  closedAt: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  closedByName: string | null;
  @Column({ type: 'text', nullable: true })
  conclusion: string | null;
}
