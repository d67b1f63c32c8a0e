import { Injectable } from '@nestjs/common';
import { LedgerService } from '../../attendance/ledger/ledger.service.js';
import type { Principal } from '../../contract/auth.js';
import type { Erasure, PersonData } from '../../contract/personal-data.js';
import type { Id, Instant } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import { SitesService } from '../../sites/sites.service.js';
import { ErasureRow } from '../erasure/erasure.entity.js';
import { erasureOf } from '../erasure/erasure.service.js';

const PAGE = 500;

/** Reads what other features hold of one person. */
@Injectable()
export class PersonRepository {
  constructor(
    private readonly reader: Reader,
    private readonly ledger: LedgerService,
    private readonly sites: SitesService,
    private readonly checkpoints: CheckpointsService,
    private readonly clock: Clock,
  ) {}

  now(): Instant {
    return this.clock.instant();
  }

  async site(siteId: Id): Promise<PersonData['site']> {
    const { id, code, name } = await this.sites.get(siteId);
    return { id, code, name };
  }

  /** All entries about the person, walk-ins who turned out to be them included, oldest first. */
  async attendance(actor: Principal, conferenceId: Id, participantId: Id): Promise<PersonData['attendance']> {
    const checkpoints = new Map(
      (await this.checkpoints.ofConference(conferenceId)).map(({ id, name }) => [id, name]),
    );
    const entries: PersonData['attendance'] = [];
    for (let after: string | undefined; ;) {
      const page = await this.ledger.list(actor, conferenceId, { participantId, limit: PAGE, after });
      for (const entry of page.items)
        entries.push({
          ...entry,
          checkpoint: checkpoints.get(entry.checkpointId) ?? '',
          site: (await this.site(entry.siteId)).name,
        });
      if (page.next === null) return entries;
      after = page.next;
    }
  }

  signIns(participantIds: readonly Id[]): Promise<PersonData['signIns']> {
    return this.reader.query(
      `SELECT "createdAt", "lastSeenAt", "expiresAt" FROM "sign_in"
        WHERE "subjectId" IN (${participantIds.map((_, at) => `$${at + 1}`).join(', ')})
        ORDER BY "createdAt"`,
      [...participantIds],
    );
  }

  async erasure(participantId: Id): Promise<Erasure | null> {
    const row = await this.reader.repo(ErasureRow).findOneBy({ participantId });
    return row && erasureOf(row);
  }
}
