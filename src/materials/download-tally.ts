import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Principal } from '../contract/auth.js';
import type { Material, MaterialDownloads } from '../contract/material.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { isId, keysOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { Ids } from '../platform/ids/ids.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { MaterialDownloadRow } from './material.entity.js';

const newRows = new BulkInsert<MaterialDownloadRow>('material_download', {
  id: 'text',
  materialId: 'text',
  version: 'integer',
  siteId: 'text',
  kind: 'text',
  at: 'text',
});
const PAUSE = 1_000;
const WAITING_LIMIT = 10_000;
const KINDS: readonly string[] = [
  'organizer',
  'coordinator',
  'trainee',
  'viewer',
  'anyone',
] satisfies MaterialDownloads['kind'][];

/**
 * Which site has which material. Written after the answers and many at once: a tally
 * must not cost a reader anything.
 */
@Injectable()
export class DownloadTally implements BeforeApplicationShutdown {
  private readonly log = new Logger(DownloadTally.name);
  private readonly counter: Counter;
  private waiting: MaterialDownloadRow[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter(
      'diemcau_material_downloads_total',
      'Materials that reached their reader to the last byte',
      ['kind'],
    );
  }

  count(actor: Principal | undefined, { id, version }: Material): void {
    const kind = actor?.kind ?? 'anyone';
    this.counter.inc({ kind });
    const siteId = actor && 'siteId' in actor ? actor.siteId : null;
    if (this.waiting.length < WAITING_LIMIT)
      this.waiting.push({
        id: this.ids.next(),
        materialId: id,
        version,
        siteId,
        kind,
        at: this.clock.instant(),
      });
    this.timer ??= setTimeout(() => void this.flush(), PAUSE);
  }

  /**
   * By site and kind of reader, readers of no site first; what is still waiting is written first.
   * @throws Problem request.invalid
   */
  async list(
    materialId: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<MaterialDownloads>> {
    const last = placeOf(after);
    await this.flush();
    const rows = await this.reader.query<MaterialDownloads & { downloads: number | string }>(
      `SELECT "siteId", "kind", COUNT(*) AS "downloads", MAX("at") AS "lastAt" FROM "material_download"
       WHERE "materialId" = $1 ${last ? `AND (COALESCE("siteId", ''), "kind") > ($3, $4)` : ''}
       GROUP BY "siteId", "kind" ORDER BY COALESCE("siteId", ''), "kind" LIMIT $2`,
      [materialId, limit + 1, ...(last ?? [])],
    );
    return pageOf(
      rows,
      limit,
      ({ siteId, kind }) => [siteId ?? '', kind],
      (row) => ({ ...row, downloads: Number(row.downloads) }),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const rows = this.waiting.splice(0);
    if (rows.length === 0) return;
    try {
      await this.unitOfWork.run(async (tx) => {
        const existing = await materialsOf(tx, rows);
        await newRows.run(
          tx,
          rows.filter(({ materialId }) => existing.has(materialId)),
        );
      });
    } catch (fault) {
      this.log.error(fault);
      this.waiting.unshift(...rows);
    }
  }
}

/** Finds which materials of these rows still exist. */
async function materialsOf(tx: Transaction, rows: readonly MaterialDownloadRow[]): Promise<Set<Id>> {
  const existing = await tx.query<{ id: Id }>(
    `SELECT m."id" FROM ${listed(tx.dialect, 1)} CROSS JOIN "material" m WHERE m."id" = l.value`,
    [JSON.stringify([...new Set(rows.map(({ materialId }) => materialId))])],
  );
  return new Set(existing.map(({ id }) => id));
}

/** The site, empty for none, and the kind of reader. */
function placeOf(after: string | undefined): string[] | null {
  const keys = keysOf(after, 2);
  if (keys !== null && !((keys[0] === '' || isId(keys[0]!)) && KINDS.includes(keys[1]!))) throw notOurs();
  return keys;
}
