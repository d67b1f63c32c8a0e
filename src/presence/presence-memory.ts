import { Injectable, Logger } from '@nestjs/common';
import type { Id, Instant } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { SitePresenceRow } from './presence.entity.js';

const latest = new BulkInsert<SitePresenceRow>(
  'site_presence',
  { siteId: 'text', state: 'text', since: 'text' },
  'ON CONFLICT ("siteId") DO UPDATE SET "state" = excluded."state", "since" = excluded."since"',
);

/** Transitions of a few seconds go into one commit, so that 239 sites coming online are not 239 fsyncs. */
const BATCH_PAUSE = 2_000;

/** Presence across restarts: transitions alone, in batches, never in the way of anything else. */
@Injectable()
export class PresenceMemory {
  private readonly log = new Logger(PresenceMemory.name);
  private waiting = new Map<Id, SitePresenceRow>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
  ) {}

  recall(): Promise<SitePresenceRow[]> {
    return this.reader.repo(SitePresenceRow).find();
  }

  note(siteId: Id, state: SitePresenceRow['state'], since: Instant): void {
    this.waiting.set(siteId, { siteId, state, since });
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.save();
    }, BATCH_PAUSE).unref();
  }

  /**
   * Writes what is waiting. A failure is logged and tried again with the next transition:
   * presence is seen anew in any case.
   */
  async save(): Promise<void> {
    const rows = [...this.waiting.values()];
    this.waiting = new Map();
    if (rows.length === 0) return;
    try {
      await this.unitOfWork.run(async (tx) => latest.run(tx, await ofExistingSites(tx, rows)));
    } catch (fault) {
      this.log.warn(fault);
      for (const row of rows) if (!this.waiting.has(row.siteId)) this.waiting.set(row.siteId, row);
    }
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.save();
  }
}

/** A site may have been deleted since its transition. */
async function ofExistingSites(
  tx: Transaction,
  rows: readonly SitePresenceRow[],
): Promise<SitePresenceRow[]> {
  const sites = await tx.query<{ id: Id }>(
    `SELECT s."id" FROM ${listed(tx.dialect, 1)} CROSS JOIN "site" s WHERE s."id" = l.value`,
    [JSON.stringify(rows.map(({ siteId }) => siteId))],
  );
  const existing = new Set(sites.map(({ id }) => id));
  return rows.filter(({ siteId }) => existing.has(siteId));
}
