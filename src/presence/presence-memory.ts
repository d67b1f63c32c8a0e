import { Injectable, Logger } from '@nestjs/common';
import type { PresenceState } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { PresenceChangeRow, SitePresenceRow, SiteSignalChangeRow } from './presence.entity.js';
import { PresenceStored } from './presence.events.js';

const latest = new BulkInsert<SitePresenceRow>(
  'site_presence',
  { siteId: 'text', state: 'text', since: 'text' },
  'ON CONFLICT ("siteId") DO UPDATE SET "state" = excluded."state", "since" = excluded."since"',
);
const presenceChanges = new BulkInsert<PresenceChangeRow>(
  'presence_change',
  { siteId: 'text', at: 'text', state: 'text', since: 'text', conferenceId: 'text' },
  'ON CONFLICT DO NOTHING',
);
const signalChanges = new BulkInsert<SiteSignalChangeRow>(
  'site_signal_change',
  { siteId: 'text', at: 'text', picture: 'text', sound: 'text', headcount: 'integer', conferenceId: 'text' },
  'ON CONFLICT DO NOTHING',
);

/** Transitions of a few seconds go into one commit, so that 239 sites coming online are not 239 fsyncs. */
const BATCH_PAUSE = 2_000;
/** While the storage takes nothing, so many changes wait; the oldest are let go. */
const WAITING_LIMIT = 100_000;

/** `before` is announced and not stored. */
type NotedChange = OfSite<PresenceChangeRow> & { before: PresenceState };
type OfSite<T extends { conferenceId: Id }> = Omit<T, 'conferenceId'>;

/**
 * Presence across restarts and the history of each site: transitions alone, in batches, never in the way of
 * anything else.
 */
@Injectable()
export class PresenceMemory {
  private readonly log = new Logger(PresenceMemory.name);
  private changes: NotedChange[] = [];
  private signals: OfSite<SiteSignalChangeRow>[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
  ) {}

  recall(): Promise<SitePresenceRow[]> {
    return this.reader.repo(SitePresenceRow).find();
  }

  /** Sites of the conferences that are under way, by state. */
  async countByState(): Promise<Partial<Record<PresenceState, number>>> {
    const rows = await this.reader.query<{ state: PresenceState; sites: number | string }>(
      `SELECT COALESCE(p."state", 'never') AS "state", COUNT(*) AS "sites"
        FROM "conference" c JOIN "site" s ON s."conferenceId" = c."id" AND s."kind" = 'point'
          LEFT JOIN "site_presence" p ON p."siteId" = s."id"
        WHERE c."status" = 'live' GROUP BY COALESCE(p."state", 'never')`,
    );
    const counted = Object.fromEntries(rows.map(({ state, sites }) => [state, Number(sites)]));
    return { never: 0, online: 0, unsteady: 0, lost: 0, ...counted };
  }

  /** The last signal of each site that has been connected: the key finds it, however long the history is. */
  recallSignals(): Promise<OfSite<SiteSignalChangeRow>[]> {
    return this.reader.query(
      `SELECT c."siteId", c."at", c."picture", c."sound", c."headcount"
        FROM "site_presence" p JOIN "site_signal_change" c ON c."siteId" = p."siteId"
          AND c."at" = (SELECT MAX(l."at") FROM "site_signal_change" l WHERE l."siteId" = p."siteId")`,
    );
  }

  note(change: NotedChange): void {
    this.changes.push(change);
    this.saveSoon();
  }

  noteSignal(change: OfSite<SiteSignalChangeRow>): void {
    this.signals.push(change);
    this.saveSoon();
  }

  /**
   * Writes what is waiting. A failure is logged and tried again with the next transition:
   * presence is seen anew in any case.
   */
  async save(): Promise<void> {
    const { changes, signals } = this;
    this.changes = [];
    this.signals = [];
    if (changes.length === 0 && signals.length === 0) return;
    try {
      await this.unitOfWork.run(async (tx) => {
        const homes = await conferencesOf(tx, [...changes, ...signals]);
        const at = atHome(changes, homes);
        await latest.run(tx, lastOfEach(at));
        await presenceChanges.run(tx, at);
        await signalChanges.run(tx, atHome(signals, homes));
        if (at.length > 0) tx.announce(new PresenceStored(at));
      });
    } catch (fault) {
      this.log.warn(fault);
      this.changes = [...changes, ...this.changes].slice(-WAITING_LIMIT);
      this.signals = [...signals, ...this.signals].slice(-WAITING_LIMIT);
    }
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.save();
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.save();
    }, BATCH_PAUSE).unref();
  }
}

/** A site may have been deleted since its transition: it has no conference then. */
async function conferencesOf(tx: Transaction, changes: readonly { siteId: Id }[]): Promise<Map<Id, Id>> {
  const sites = await tx.query<{ id: Id; conferenceId: Id }>(
    `SELECT s."id", s."conferenceId"
      FROM ${listed(tx.dialect, 1)} CROSS JOIN "site" s WHERE s."id" = l.value`,
    [JSON.stringify([...new Set(changes.map(({ siteId }) => siteId))])],
  );
  return new Map(sites.map(({ id, conferenceId }) => [id, conferenceId]));
}

const atHome = <T extends { siteId: Id }>(
  changes: readonly T[],
  homes: ReadonlyMap<Id, Id>,
): (T & { conferenceId: Id })[] =>
  changes.flatMap((change) => {
    const conferenceId = homes.get(change.siteId);
    return conferenceId === undefined ? [] : [{ ...change, conferenceId }];
  });

function lastOfEach(changes: readonly SitePresenceRow[]): SitePresenceRow[] {
  const last = new Map(changes.map(({ siteId, state, since }) => [siteId, { siteId, state, since }]));
  return [...last.values()];
}
