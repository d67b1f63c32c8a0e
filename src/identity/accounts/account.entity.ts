import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organizer. */
@Entity('account')
export class AccountRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 80 })
  login: string;
  /** The login as it is compared: NFC, lower case. Unique. */
  @Column({ type: 'varchar', length: 80 })
  loginKey: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  /** argon2id, in its own notation. */
  @Column({ type: 'varchar', length: 200 })
  passwordHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}
