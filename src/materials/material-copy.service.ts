import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CopyRemoval, type CopyRun, CopySteps } from '../conferences/copy/copy-steps.service.js';
import { Reader } from '../platform/database/reader.js';
import { MaterialFiles } from './material-files.js';
import { MaterialRow, MaterialVersionRow } from './material.entity.js';
import { type HeldMaterial, MaterialRepository } from './material.repository.js';
import { MaterialsChanged } from './materials.events.js';

/**
 * Copies the newest content of each material, under a name of its own: removing one of the two leaves the
 * other. Who has downloaded what is not copied.
 */
@Injectable()
export class MaterialCopyService implements OnModuleInit {
  constructor(
    private readonly files: MaterialFiles,
    private readonly reader: Reader,
    private readonly steps: CopySteps,
    private readonly store: MaterialRepository,
  ) {}

  onModuleInit(): void {
    this.steps.add({
      part: 'materials',
      count: (conferenceId) => this.reader.repo(MaterialRow).count({ where: { conferenceId } }),
      copy: (run) => this.copy(run),
      remove: (removal) => this.remove(removal),
      // The next release may be one of these.
      shown: async (tx, conferenceId) => tx.announce(new MaterialsChanged(conferenceId)),
    });
  }

  private async copy(run: CopyRun): Promise<void> {
    for (const stored of await this.store.ofConference(run.from.id)) await this.copyOne(run, stored);
  }

  /** First the file, then the row that names it; without the row the file goes again. */
  private async copyOne(run: CopyRun, { material, storedAs }: HeldMaterial): Promise<void> {
    const { title, audience, sessionId, releaseAt, fileName, mediaType, size, sha256 } = material;
    const id = run.newId(material.id);
    const at = run.at;
    const release = releaseAt === null ? null : run.moved(releaseAt);
    const name = await this.files.duplicate(storedAs);
    try {
      await run.write(1, async (tx) => {
        await tx.repo(MaterialRow).insert({
          id,
          conferenceId: run.to.id,
          sessionId: sessionId === null ? null : run.newIdOf(sessionId),
          title,
          audience,
          releaseAt: release,
          version: 1,
          // Nobody follows a draft: there is nobody to tell of what is free already.
          announced: release === null || release <= at ? 1 : 0,
          createdAt: at,
          updatedAt: at,
        });
        await tx.repo(MaterialVersionRow).insert({
          materialId: id,
          version: 1,
          fileName,
          mediaType,
          size,
          sha256,
          storedAs: name,
          createdAt: at,
        });
      });
    } catch (fault) {
      await this.files.remove(name);
      throw fault;
    }
  }

  private async remove({ conferenceId, rows }: CopyRemoval): Promise<void> {
    const contents = await this.reader.query<{ storedAs: string }>(
      `SELECT v."storedAs" FROM "material_version" v JOIN "material" m ON m."id" = v."materialId"
        WHERE m."conferenceId" = $1`,
      [conferenceId],
    );
    await rows('material');
    await Promise.all(contents.map(({ storedAs }) => this.files.remove(storedAs)));
  }
}
