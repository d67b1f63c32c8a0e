import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PrincipalKind } from '../contract/auth.js';
import type { Audience } from '../contract/material.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

@Entity('material')
@PersonalData<MaterialRow>({ conference: 'conferenceId', columns: { title: 'published', audience: 'none' } })
export class MaterialRow {
  @PrimaryColumn('varchar', { length: 36 })
  id: string;
  @Column('varchar', { length: 36 })
  conferenceId: string;
  @Column('varchar', { length: 36, nullable: true })
  sessionId: string | null;
  @Column('varchar', { length: 300 })
  title: string;
  @Column('varchar', { length: 20 })
  audience: Audience;
  @Column('varchar', { length: 24, nullable: true })
  releaseAt: string | null;
  /** The newest one's number. */
  @Column('integer')
  version: number;
  /** 1 once its readers were told of it as it is now. */
  @Column('integer')
  announced: 0 | 1;
  @Column('varchar', { length: 24 })
  createdAt: string;
  @Column('varchar', { length: 24 })
  updatedAt: string;
}

/** One content of a material. Older ones stay. */
@Entity('material_version')
@PersonalData<MaterialVersionRow>({
  conference: { column: 'materialId', of: 'material' },
  columns: { fileName: 'published', mediaType: 'none', sha256: 'none' },
})
export class MaterialVersionRow {
  @PrimaryColumn('varchar', { length: 36 })
  materialId: string;
  @PrimaryColumn('integer')
  version: number;
  @Column('varchar', { length: 255 })
  fileName: string;
  @Column('varchar', { length: 120 })
  mediaType: string;
  @Column('integer')
  size: number;
  @Column('varchar', { length: 64 })
  sha256: string;
  /** The file's name in DATA_DIR/materials. */
  @Column('varchar', { length: 36 })
  storedAs: string;
  @Column('varchar', { length: 24 })
  createdAt: string;
}

/** One download that reached the end of the file. Only added to. */
@Entity('material_download')
@PersonalData<MaterialDownloadRow>({
  conference: { column: 'materialId', of: 'material' },
  columns: { kind: 'none' },
})
export class MaterialDownloadRow {
  @PrimaryColumn('varchar', { length: 36 })
  id: string;
  @Column('varchar', { length: 36 })
  materialId: string;
  @Column('integer')
  version: number;
  @Column('varchar', { length: 36, nullable: true })
  siteId: string | null;
  @Column('varchar', { length: 20 })
  kind: PrincipalKind | 'anyone';
  @Column('varchar', { length: 24 })
  at: string;
}
