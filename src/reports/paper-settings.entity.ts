import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignForm } from '../contract/paper.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** The issuer and signer of a conference's papers. Without a row their lines are blank. */
@Entity('paper_settings')
@PersonalData<PaperSettingsRow>({
  conference: 'conferenceId',
  columns: {
    signerName: 'published',
    signerTitle: 'published',
    recipients: 'published',
    superiorBody: 'none',
    issuingBody: 'none',
    sign: 'none',
    number: 'none',
    date: 'none',
    place: 'none',
    signForm: 'none',
    signedFor: 'none',
  },
})
export class PaperSettingsRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 300, nullable: true })
  superiorBody: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  issuingBody: string | null;
  @Column({ type: 'varchar', length: 60, nullable: true })
  sign: string | null;
  @Column({ type: 'varchar', length: 20, nullable: true })
  number: string | null;
  @Column({ type: 'varchar', length: 10, nullable: true })
  date: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true })
  place: string | null;
  @Column({ type: 'varchar', length: 4 })
  signForm: SignForm;
  @Column({ type: 'varchar', length: 200, nullable: true })
  signedFor: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  signerTitle: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  signerName: string | null;
  @Column({ type: 'simple-json' })
  recipients: string[];
}
