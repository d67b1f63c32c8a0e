import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CopyRun, CopySteps } from '../conferences/copy/copy-steps.service.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { inSlices, yieldToEventLoop } from '../platform/pace/pace.js';
import { parentsFirst } from './import/site-import.rules.js';
import { insertSites } from './site-rows.js';
import type { SiteRow } from './site.entity.js';

const SLICE = 500;
const HAS_NONE_BELOW = 'NOT EXISTS (SELECT 1 FROM "site" b WHERE b."parentId" = r."id")';

/** Copies points and groups, with those in charge there; never devices, codes and links. */
@Injectable()
export class SiteCopyService implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    this.steps.add({
      part: 'sites',
      count: (conferenceId) => this.count(conferenceId),
      copy: (run) => this.copy(run),
      remove: ({ rows }) => rows('site', HAS_NONE_BELOW),
    });
  }

  /** The points of a conference, past the cache: one that is copied may be over for long. */
  async pointIds(conferenceId: Id): Promise<Id[]> {
    return (await this.read(conferenceId, `AND "kind" = 'point'`)).map(({ id }) => id);
  }

  private async count(conferenceId: Id): Promise<number> {
    const sql = 'SELECT COUNT(*) AS "sites" FROM "site" WHERE "conferenceId" = $1';
    const [row] = await this.reader.query<{ sites: number | string }>(sql, [conferenceId]);
    return Number(row!.sites);
  }

  private async copy(run: CopyRun): Promise<void> {
    await inSlices(parentsFirst(await this.read(run.from.id)), SLICE, (slice) =>
      run.write(slice.length, (tx) =>
        insertSites(
          tx,
          slice.map((site) => ({
            ...site,
            id: run.newId(site.id),
            conferenceId: run.to.id,
            parentId: site.parentId === null ? null : run.newIdOf(site.parentId),
            createdAt: run.at,
            updatedAt: run.at,
          })),
        ),
      ),
    );
  }

  private async read(conferenceId: Id, only = ''): Promise<SiteRow[]> {
    const sites: SiteRow[] = [];
    for (let after = ''; ; after = sites.at(-1)!.codeKey) {
      const page = await this.reader.query<SiteRow>(
        `SELECT * FROM "site" WHERE "conferenceId" = $1 AND "codeKey" > $2 ${only}
          ORDER BY "codeKey" LIMIT ${SLICE}`,
        [conferenceId, after],
      );
      sites.push(...page);
      if (page.length < SLICE) return sites;
      await yieldToEventLoop();
    }
  }
}
