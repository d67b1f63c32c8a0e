import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Material, MaterialPatch } from '../contract/material.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { SessionRow } from '../schedule/session.entity.js';
import { titleOf } from './file-type.rules.js';
import { MaterialFiles, type Upload, type UploadedFile } from './material-files.js';
import { MaterialRow, MaterialVersionRow } from './material.entity.js';
import { type HeldMaterial, MaterialRepository } from './material.repository.js';
import { MaterialFormDto } from './materials.dto.js';
import { MaterialReleased, MaterialsChanged } from './materials.events.js';
import { isReleased, mayRead, readershipOf } from './materials.policy.js';
import { materialOf } from './materials.presenter.js';

/** Takes the file to disk while it arrives; called once the actor may add it. */
type ReceiveUpload = () => Promise<Upload<MaterialFormDto>>;

/** The files of a conference: who may read which, from when on. */
@Injectable()
export class MaterialsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly files: MaterialFiles,
    private readonly store: MaterialRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Files whose rows are gone with their conference. */
  async removeFiles(storedAs: readonly string[]): Promise<void> {
    for (const name of storedAs) await this.files.remove(name);
  }

  /** All of a conference, oldest first, whoever may read them. */
  async ofConference(conferenceId: Id): Promise<Material[]> {
    return (await this.store.ofConference(conferenceId)).map(({ material }) => material);
  }

  /** Oldest first. That the conference is the actor's to see is the caller's question. */
  async readableBy(actor: Principal | undefined, conferenceId: Id): Promise<Material[]> {
    const now = this.clock.instant();
    const readers = readershipOf(actor, conferenceId);
    return (await this.ofConference(conferenceId)).filter((material) => mayRead(readers, material, now));
  }

  async list(actor: Principal | undefined, idOrSlug: string, query: PageQuery): Promise<Page<Material>> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const after = idOf(query.after) ?? '';
    const materials = (await this.readableBy(actor, conference.id)).filter((material) => material.id > after);
    return pageOf(
      materials,
      query.limit ?? PAGE_LIMIT.default,
      (material) => [material.id],
      (material) => material,
    );
  }

  /**
   * The material with one of its contents, the newest unless an organizer asks for another.
   * @throws Problem material.not-found
   */
  async readable(actor: Principal | undefined, id: Id, version?: number): Promise<HeldMaterial> {
    const stored = await this.store.byId(id);
    if (!stored || !(await this.mayRead(actor, stored.material))) throw new Problem('material.not-found');
    if (version === undefined || version === stored.material.version) return stored;
    const older = actor?.kind === 'organizer' ? await this.store.version(stored, version) : null;
    if (!older) throw new Problem('material.not-found');
    return older;
  }

  async add(actor: Principal, idOrSlug: string, receive: ReceiveUpload): Promise<Material> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    return this.received(receive, async (tx, file, fields, at) => {
      const item: MaterialRow = {
        id: this.ids.next(),
        conferenceId: conference.id,
        sessionId: fields.sessionId ?? null,
        title: fields.title ?? titleOf(file.fileName),
        audience: fields.audience ?? 'participants',
        releaseAt: fields.releaseAt ?? null,
        version: 1,
        announced: 0,
        createdAt: at,
        updatedAt: at,
      };
      await refuseStrangeSession(tx, item);
      await tx.repo(MaterialRow).insert(item);
      tx.note({ object: { kind: 'material', id: item.id }, after: item, detail: { sha256: file.sha256 } });
      return this.putContent(tx, item, file, at);
    });
  }

  /** A new content under the same id. The older ones stay for organizers. */
  addVersion(id: Id, receive: ReceiveUpload): Promise<Material> {
    return this.received(receive, async (tx, file, fields, at) => {
      const item = await existingItem(tx, id);
      apply(item, fields);
      await refuseStrangeSession(tx, item);
      tx.note({ detail: { version: item.version + 1, sha256: file.sha256 } });
      Object.assign(item, { version: item.version + 1, updatedAt: at, announced: 0 });
      return this.putContent(tx, item, file, at);
    });
  }

  edit(id: Id, patch: MaterialPatch, ifMatch: string | null = null): Promise<Material> {
    return this.unitOfWork.run(async (tx) => {
      const item = await existingItem(tx, id);
      refuseOutdated(ifMatch, item);
      const at = this.clock.instant();
      const before = { audience: item.audience, wasReleased: isReleased(item, at) };
      apply(item, patch);
      await refuseStrangeSession(tx, item);
      item.updatedAt = at;
      if (!before.wasReleased || !isReleased(item, at) || before.audience !== item.audience)
        item.announced = 0;
      const content = await tx
        .repo(MaterialVersionRow)
        .findOneByOrFail({ materialId: id, version: item.version });
      return this.saveAndAnnounce(tx, item, content, at);
    });
  }

  async remove(id: Id): Promise<void> {
    const contents = await this.unitOfWork.run(async (tx) => {
      const item = await existingItem(tx, id);
      const versions = await tx.repo(MaterialVersionRow).findBy({ materialId: id });
      await tx.repo(MaterialRow).delete({ id });
      tx.announce(new MaterialsChanged(item.conferenceId));
      return versions;
    });
    await Promise.all(contents.map(({ storedAs }) => this.files.remove(storedAs)));
  }

  /** First the file, then the row that names it; without the row the file goes again. */
  private async received(
    receive: ReceiveUpload,
    work: (tx: Transaction, file: UploadedFile, fields: MaterialFormDto, at: Instant) => Promise<Material>,
  ): Promise<Material> {
    const { file, fields } = await receive();
    try {
      return await this.unitOfWork.run((tx) => work(tx, file, fields, this.clock.instant()));
    } catch (fault) {
      await this.files.remove(file.name);
      throw fault;
    }
  }

  private async putContent(
    tx: Transaction,
    item: MaterialRow,
    file: UploadedFile,
    at: Instant,
  ): Promise<Material> {
    const { name: storedAs, size, sha256, fileName, mediaType } = file;
    const content: MaterialVersionRow = {
      materialId: item.id,
      version: item.version,
      fileName,
      mediaType,
      size,
      sha256,
      storedAs,
      createdAt: at,
    };
    await tx.repo(MaterialVersionRow).insert(content);
    return this.saveAndAnnounce(tx, item, content, at);
  }

  private async saveAndAnnounce(
    tx: Transaction,
    item: MaterialRow,
    content: MaterialVersionRow,
    at: Instant,
  ): Promise<Material> {
    const material = materialOf(item, content);
    tx.announce(new MaterialsChanged(item.conferenceId));
    if (item.announced === 0 && isReleased(item, at)) {
      item.announced = 1;
      tx.announce(new MaterialReleased(item.conferenceId, material));
    }
    await tx.repo(MaterialRow).update({ id: item.id }, item);
    return material;
  }

  private async mayRead(actor: Principal | undefined, material: Material): Promise<boolean> {
    try {
      await this.conferences.visible(actor, material.conferenceId);
    } catch (fault) {
      if (fault instanceof Problem && fault.code === 'conference.not-found') return false;
      throw fault;
    }
    return mayRead(readershipOf(actor, material.conferenceId), material, this.clock.instant());
  }
}

/**
 * The material, with its row locked where writers work side by side: two new versions
 * at once must not take one number.
 */
async function existingItem(tx: Transaction, id: Id): Promise<MaterialRow> {
  await tx.query('UPDATE "material" SET "id" = "id" WHERE "id" = $1', [id]);
  const item = await tx.repo(MaterialRow).findOneBy({ id });
  if (!item) throw new Problem('material.not-found');
  return item;
}

function apply(item: MaterialRow, patch: MaterialPatch): void {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  Object.assign(item, Object.fromEntries(given));
}

async function refuseStrangeSession(
  tx: Transaction,
  { sessionId, conferenceId }: MaterialRow,
): Promise<void> {
  if (sessionId === null || (await tx.repo(SessionRow).existsBy({ id: sessionId, conferenceId }))) return;
  throw new Problem('session.not-found', 'The conference has no session of that id', {
    errors: [
      {
        path: 'sessionId',
        code: 'field.not-found',
        message: 'sessionId must be a session of the conference',
      },
    ],
  });
}
