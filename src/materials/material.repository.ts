import { Injectable } from '@nestjs/common';
import type { Material } from '../contract/material.js';
import type { Id, Instant } from '../contract/wire.js';
import { type Cache, Caches, staleConference } from '../platform/cache/cache.js';
import { Reader } from '../platform/database/reader.js';
import { ScheduleChanged } from '../schedule/schedule.events.js';
import { MaterialRow, MaterialVersionRow } from './material.entity.js';
import { MaterialsChanged } from './materials.events.js';
import { materialOf } from './materials.presenter.js';

/** A material with the whereabouts of one of its contents. */
export interface HeldMaterial {
  material: Material;
  storedAs: string;
  storedAt: Instant;
}

/**
 * Reads materials, from memory until something changes: hundreds of readers ask for the same ones in the
 * same minute.
 */
@Injectable()
export class MaterialRepository {
  private readonly byConference: Cache<HeldMaterial[]>;
  /** A material never changes its conference. */
  private readonly conferenceOf: Cache<Id | null>;

  constructor(
    private readonly reader: Reader,
    caches: Caches,
  ) {
    // A session that is removed leaves its materials to the conference.
    this.byConference = caches.create('materials', [
      staleConference(MaterialsChanged),
      staleConference(ScheduleChanged),
    ]);
    this.conferenceOf = caches.create('conferences of materials', []);
  }

  /** The newest content of each, oldest material first. */
  ofConference(conferenceId: Id): Promise<HeldMaterial[]> {
    return this.byConference.get(conferenceId, () => this.read(conferenceId));
  }

  async byId(id: Id): Promise<HeldMaterial | null> {
    const conferenceId = await this.conferenceOf.get(
      id,
      async () => (await this.reader.repo(MaterialRow).findOneBy({ id }))?.conferenceId ?? null,
    );
    if (conferenceId === null) return null;
    return (await this.ofConference(conferenceId)).find((one) => one.material.id === id) ?? null;
  }

  /** One content, older or newest. */
  async version({ material }: HeldMaterial, version: number): Promise<HeldMaterial | null> {
    const content = await this.reader
      .repo(MaterialVersionRow)
      .findOneBy({ materialId: material.id, version });
    return (
      content && {
        material: { ...material, ...contentOf(content), version },
        storedAs: content.storedAs,
        storedAt: content.createdAt,
      }
    );
  }

  private async read(conferenceId: Id): Promise<HeldMaterial[]> {
    const items = await this.reader.repo(MaterialRow).find({ where: { conferenceId }, order: { id: 'ASC' } });
    const rows = await this.reader.query<MaterialVersionRow>(
      `SELECT v.* FROM "material_version" v JOIN "material" m ON m."id" = v."materialId"
        AND m."version" = v."version" WHERE m."conferenceId" = $1`,
      [conferenceId],
    );
    const contents = new Map(rows.map((row) => [row.materialId, row]));
    return items.flatMap((item) => {
      const content = contents.get(item.id);
      if (!content) return [];
      return [
        { material: materialOf(item, content), storedAs: content.storedAs, storedAt: content.createdAt },
      ];
    });
  }
}

const contentOf = ({
  fileName,
  mediaType,
  size,
  sha256,
}: MaterialVersionRow): Pick<Material, 'fileName' | 'mediaType' | 'size' | 'sha256'> => ({
  fileName,
  mediaType,
  size,
  sha256,
});
