import { Column, Entity, PrimaryColumn } from 'typeorm';
import { oneLine } from '../contract/clean-text.js';
import type { SiteKind, SiteLevel } from '../contract/site.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A connection point as it lies in the database. */
@Entity('site')
@PersonalData<SiteRow>({
  conference: 'conferenceId',
  columns: {
    contactName: 'contact',
    contactPhone: 'contact',
    name: 'published',
    address: 'published',
    line: 'published',
    code: 'none',
    codeKey: 'none',
    level: 'none',
    kind: 'none',
  },
})
export class SiteRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 40 })
  code: string;
  /** The code as compared: see `codeKey`. Unique in the conference. */
  @Column({ type: 'varchar', length: 80 })
  codeKey: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  @Column({ type: 'varchar', length: 20 })
  level: SiteLevel;
  @Column({ type: 'varchar', length: 10, default: 'point' })
  kind: SiteKind;
  @Column({ type: 'varchar', length: 36, nullable: true })
  parentId: string | null;
  @Column({ type: 'integer', nullable: true })
  expected: number | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  address: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  contactName: string | null;
  @Column({ type: 'varchar', length: 40, nullable: true })
  contactPhone: string | null;
  /** Carrier or trunk; sites with the same one fall together. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  line: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}

/** A site's code as compared: without regard to case, blanks around it, and characters that nobody sees. */
export const codeKey = (code: string): string => oneLine(code).toLowerCase();
