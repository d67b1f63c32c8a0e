import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../personal-data/personal-data.decorator.js';

/**
 * One line of the audit trail: who did what, on what. It holds ids and no names, so erasing a person leaves
 * it valid. Triggers forbid changing and deleting lines; the hashes show where somebody did it anyway.
 */
@Entity('audit_line')
@PersonalData<AuditLineRow>({
  // It stays when its conference is deleted.
  conference: null,
  columns: {
    actorKind: 'none',
    actorId: 'none',
    signInId: 'none',
    act: 'none',
    objectKind: 'none',
    objectId: 'none',
    conferenceId: 'none',
    before: 'none',
    after: 'none',
    detail: 'none',
    hash: 'none',
  },
})
export class AuditLineRow {
  /** 1, 2, 3 …: a number of its own, without gaps. */
  @PrimaryColumn({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  /** `account`, `device`, `viewer`, `trainee`, `nobody`, `service`. */
  @Column({ type: 'varchar', length: 12 })
  actorKind: string;
  @Column({ type: 'varchar', length: 36, nullable: true })
  actorId: string | null;
  /** The sign-in or token by which the actor came. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  signInId: string | null;
  /** `site.changed` */
  @Column({ type: 'varchar', length: 60 })
  act: string;
  @Column({ type: 'varchar', length: 40, nullable: true })
  objectKind: string | null;
  @Column({ type: 'varchar', length: 64, nullable: true })
  objectId: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  conferenceId: string | null;
  /** Keyed hash of the object before; `null` if it was made, or is not one row. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  before: string | null;
  /** Keyed hash of the object after; `null` if it is gone, or is not one row. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  after: string | null;
  /** JSON object of ids, numbers, hashes and words of the service; never a text that somebody wrote. */
  @Column({ type: 'text', nullable: true })
  detail: string | null;
  /** Of this line and of the hash before it. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;
}
