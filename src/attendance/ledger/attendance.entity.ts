import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttendanceState, EntryKind, EntryMethod, Mode } from '../../contract/attendance.js';
import type { Because } from '../../contract/standing.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/**
 * The entries of one request for one checkpoint, and what is true of all of them. The site tells the
 * conference. Triggers forbid changing and deleting a delivery and its entries.
 */
@Entity('attendance_delivery')
@PersonalData<AttendanceDeliveryRow>({
  conference: { column: 'siteId', of: 'site' },
  columns: { actorKind: 'none' },
})
export class AttendanceDeliveryRow {
  /** `seq` of the first entry. PostgreSQL returns `seq` as text. */
  @PrimaryColumn({ type: 'bigint' })
  seq: number | string;
  /** `seq` of the last entry. Entries of the same request for other checkpoints may lie between. */
  @Column({ type: 'bigint' })
  lastSeq: number | string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36 })
  checkpointId: string;
  /**
   * When the entries reached the service first: those that an organizer accepted later may
   * have been handed in long before.
   */
  @Column({ type: 'varchar', length: 24 })
  receivedAt: string;
  /** When an organizer let the entries in; null if they went into the ledger at `receivedAt`. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  acceptedAt: string | null;
  /** 1: received after the checkpoint's `closesAt`. */
  @Column({ type: 'integer' })
  late: number;
  @Column({ type: 'varchar', length: 36, nullable: true })
  deviceId: string | null;
  @Column({ type: 'varchar', length: 12 })
  actorKind: 'organizer' | 'coordinator';
  @Column({ type: 'varchar', length: 36 })
  actorId: string;
}

/** One row of the ledger. */
@Entity('attendance_entry')
@PersonalData<AttendanceEntryRow>({
  person: 'participantId',
  conference: { column: 'deliverySeq', of: 'attendance_delivery', key: 'seq' },
  columns: {
    reason: 'note',
    note: 'note',
    amendment: 'note',
    kind: 'none',
    mode: 'none',
    method: 'none',
    fingerprint: 'none',
  },
})
export class AttendanceEntryRow {
  /** From the service's change counter: the order of the ledger. */
  @PrimaryColumn({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'bigint' })
  deliverySeq: number | string;
  @Column({ type: 'varchar', length: 36, unique: true })
  id: string;
  @Column({ type: 'varchar', length: 10 })
  kind: EntryKind;
  @Column({ type: 'varchar', length: 36, nullable: true })
  participantId: string | null;
  @Column({ type: 'varchar', length: 10, nullable: true })
  mode: Mode | null;
  @Column({ type: 'varchar', length: 12 })
  method: EntryMethod;
  @Column({ type: 'varchar', length: 500, nullable: true })
  reason: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  substituteFor: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  undoes: string | null;
  @Column({ type: 'varchar', length: 24 })
  recordedAt: string;
  @Column({ type: 'bigint', nullable: true })
  deviceSeq: number | string | null;
  @Column({ type: 'integer' })
  offline: number;
  /** Fingerprint of the entry as sent; tells a repetition from another entry with the same id. */
  @Column({ type: 'varchar', length: 22 })
  fingerprint: string;
  /** Only a confirm has one. */
  @Column({ type: 'integer', nullable: true })
  headcount: number | null;
  @Column({ type: 'varchar', length: 500, nullable: true })
  note: string | null;
  /** Why it changes what was confirmed. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  amendment: string | null;
  /** In ms. */
  @Column({ type: 'bigint', nullable: true })
  clockOffset: number | string | null;
}

/**
 * A site's confirmation of a checkpoint: `confirmation()` of its confirms, reopens
 * and the undos of these.
 */
@Entity('attendance_confirmation')
@PersonalData<AttendanceConfirmationRow>({
  conference: { column: 'siteId', of: 'site' },
  columns: { entrySeqs: 'none' },
})
export class AttendanceConfirmationRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;
  @PrimaryColumn({ type: 'varchar', length: 36 })
  checkpointId: string;
  /** `seq` of the last change. */
  @Column({ type: 'bigint' })
  seq: number | string;
  /** The confirm or reopen that decides; null when every confirm was taken back. */
  @Column({ type: 'bigint', nullable: true })
  entrySeq: number | string | null;
  /** JSON array of the numbers of all confirms and reopens, undos apart. */
  @Column({ type: 'text' })
  entrySeqs: string;
}

/**
 * Where a person stands at a checkpoint: `standing()` of their entries, kept so that
 * nobody has to ask the whole ledger.
 */
@Entity('attendance_state')
@PersonalData<AttendanceStateRow>({
  person: 'participantId',
  conference: { column: 'checkpointId', of: 'checkpoint' },
  columns: { state: 'none', alsoAt: 'none', because: 'none', entrySeqs: 'none' },
})
export class AttendanceStateRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  checkpointId: string;
  @PrimaryColumn({ type: 'varchar', length: 36 })
  participantId: string;
  /** `seq` of the last change. */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 10 })
  state: AttendanceState;
  @Column({ type: 'varchar', length: 36, nullable: true })
  siteId: string | null;
  /** JSON array of site ids. */
  @Column({ type: 'text' })
  alsoAt: string;
  @Column({ type: 'varchar', length: 20 })
  because: Because;
  /** When the deciding entry happened, as `standing()` says; null when unmarked. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  happenedAt: string | null;
  /** The entry that decides, whose reason, substitute and time hold; null when unmarked. */
  @Column({ type: 'bigint', nullable: true })
  entrySeq: number | string | null;
  /**
   * JSON array of the numbers of all entries about the person, undos apart: the way
   * to them without a further index.
   */
  @Column({ type: 'text' })
  entrySeqs: string;
}
