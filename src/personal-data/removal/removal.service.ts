import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ConferenceRow } from '../../conferences/conference.entity.js';
import { ConferenceChanged, ConferenceRemoved } from '../../conferences/conferences.events.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { Principal } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { AccessService } from '../../identity/sign-ins/access.service.js';
import { MaterialsService } from '../../materials/materials.service.js';
import { NightlyBackupService } from '../../ops/backup/nightly-backup.service.js';
import { brokenConstraint } from '../../platform/database/constraint.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { SitesChanged } from '../../sites/sites.events.js';
import { RemovalRepository } from './removal.repository.js';

/** How many subjects' sign-ins end in one transaction. */
const SLICE = 100;
/** How often the rows are gone through: acts under way when the conference was hidden may still write. */
const ROUNDS = 20;

/** Deletes whole conferences: first a backup, then it is hidden, then its rows and files go. */
@Injectable()
export class RemovalService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(RemovalService.name);
  private tail: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly conferences: ConferencesService,
    private readonly backups: NightlyBackupService,
    private readonly store: RemovalRepository,
    private readonly access: AccessService,
    private readonly materials: MaterialsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Goes on with deletions that a stopped service has left. */
  onApplicationBootstrap(): void {
    this.tail = this.finishLeft().catch((fault: unknown) => this.log.error(fault));
  }
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    await this.tail;
  }

  /**
   * Deletes a conference. Resolves once all of it is gone.
   * @throws Problem conference.not-found, conference.not-confirmed, conference.no-backup
   */
  async remove(actor: Principal, idOrSlug: string, confirm: string | undefined): Promise<void> {
    const { id, slug } = await this.conferences.visible(actor, idOrSlug);
    if (confirm !== slug) throw new Problem('conference.not-confirmed');
    await this.backups.makeNow().catch((cause: unknown) => {
      this.log.error(`no backup was made, so nothing was deleted: ${(cause as Error).message}`);
      throw new Problem('conference.no-backup', undefined, { cause });
    });
    await this.hide(id);
    await this.finish(id);
  }

  private async hide(id: Id): Promise<void> {
    const siteIds = await this.store.siteIds(id);
    await this.unitOfWork.run(async (tx) => {
      // Its address is free at once.
      await tx.repo(ConferenceRow).update({ id }, { isRemoved: 1, slug: id });
      tx.announce(new ConferenceChanged(id, ['status']));
    });
    for (let subjects = await this.store.subjects(id, SLICE); subjects.length > 0;) {
      await this.unitOfWork.run(async (tx) => {
        for (const subject of subjects)
          await this.access.endAll(tx, { participantId: subject }, 'signed-out');
      });
      subjects = await this.store.subjects(id, SLICE);
    }
    await this.unitOfWork.run((tx) => {
      tx.announce(new SitesChanged(id, [], siteIds));
      tx.announce(new ConferenceRemoved(id, siteIds));
      return Promise.resolve();
    });
  }

  private async finish(id: Id): Promise<void> {
    const files = await this.store.files(id);
    const rows = await this.removeRows(id);
    if (this.isStopped) return;
    await this.materials.removeFiles(files);
    await this.unitOfWork.run(async (tx) => {
      await tx.repo(ConferenceRow).delete({ id, isRemoved: 1 });
      tx.note({
        act: 'conference.deleted',
        object: { kind: 'conference', id },
        conferenceId: id,
        detail: rows,
      });
      tx.announce(new ConferenceChanged(id, ['status']));
    });
    this.log.log({ msg: 'a conference was deleted', conferenceId: id, rows });
    await this.store.rewriteFiles();
  }

  /** Goes through all tables until nothing is left: each new row may hang on one that was to go. */
  private async removeRows(id: Id): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    for (let round = 1; !this.isStopped; round += 1) {
      const isClean = await this.store
        .removeRows(id, () => this.isStopped, removed)
        .catch((fault: unknown) => {
          if (brokenConstraint(fault) !== 'foreign-key' || round === ROUNDS) throw fault;
          return false;
        });
      if (isClean || round === ROUNDS) break;
    }
    return removed;
  }

  private async finishLeft(): Promise<void> {
    for (const id of await this.store.left())
      await this.finish(id).catch((fault: unknown) => this.log.error(fault));
  }
}
