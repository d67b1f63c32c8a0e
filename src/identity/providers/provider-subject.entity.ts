import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountScope, Role } from '../../contract/account.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** Binds a subject of a provider to an account, by issuer and subject alone. */
@Entity('provider_subject')
@PersonalData<ProviderSubjectRow>({
  conference: null,
  columns: {
    issuer: 'none',
    subject: 'identity',
    role: 'none',
    scope: 'none',
    groupsMissingSince: 'none',
  },
})
export class ProviderSubjectRow {
  @PrimaryColumn({ type: 'varchar', length: 300 })
  issuer: string;
  @PrimaryColumn({ type: 'varchar', length: 255 })
  subject: string;
  /** Unique. */
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  /** What the groups gave when the provider said them last; `null` if nothing. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  role: Role | null;
  @Column({ type: 'simple-json' })
  scope: AccountScope;
  /** Since when the provider leaves out the groups; `null` if it said them at the last sign-in. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  groupsMissingSince: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  signedInAt: string;
}
