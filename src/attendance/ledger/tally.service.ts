import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { lastSeq } from '../../platform/database/change-counter.js';
import { Databases } from '../../platform/database/databases.js';
import { type Queryable, Reader } from '../../platform/database/reader.js';
import { Problem } from '../../platform/http/problem.js';
import { type Program, WorkerFault, Workers } from '../../platform/workers/workers.js';
import type { countApart } from './tally-apart.js';
import { unpackTally } from './tally-packed.rules.js';
import { readTally, type Tally } from './tally-read.js';

/** For those who carry a tally on by each change, and those who sum up: they must count as it does. */
export { addFigures, arrivedAt, countPeople, nobodyCounted, withRate } from './tally.rules.js';
export { emptyTally, type SiteArrivals, type SiteTally, type Tally } from './tally-read.js';

/** Of more sites people are counted by a thread: for a country's 600,000 it takes seconds. */
const APART_FROM = 500;
/** Native code of a database is never cut. */
const APART: Program<typeof countApart> = {
  entry: new URL('./tally.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 256, milliseconds: 120_000 },
  endsByItself: true,
};

/** People counted at one checkpoint, site by site: each person once, where they stand. */
@Injectable()
export class TallyService {
  constructor(
    private readonly reader: Reader,
    private readonly databases: Databases,
    private readonly workers: Workers,
  ) {}

  /**
   * With `checkpointId` `null` nobody is marked. `source` is a transaction to read in, for a picture of one
   * moment. `bySite`: arrivals of each site too.
   */
  read(
    conferenceId: Id,
    checkpointId: Id | null,
    source: Queryable = this.reader,
    bySite = false,
  ): Promise<Tally> {
    return readTally(source, conferenceId, checkpointId, bySite);
  }

  /**
   * As `read`, in a moment of its own, and how far the changes reach that it holds. Writers lock the
   * counter's row from `nextSeq()` until their commit, so it holds all changes up to `seq` and no later one.
   * It writes nothing and delays no recording.
   * @param sites how many the conference has: of many it is counted off the event loop
   * @throws Problem server.busy (when the service ends), server.failed
   */
  async readMoment(
    conferenceId: Id,
    checkpointId: Id | null,
    bySite: boolean,
    sites: number,
  ): Promise<{ seq: number; tally: Tally }> {
    if (sites < APART_FROM)
      return this.reader.snapshot(async (source) => ({
        seq: await lastSeq(source),
        tally: await readTally(source, conferenceId, checkpointId, bySite),
      }));
    const job = { database: this.databases.place, conferenceId, checkpointId, bySite };
    const { seq, packed } = await this.workers.run(APART, job).catch(refuse);
    return { seq, tally: await unpackTally(packed) };
  }
}

function refuse(fault: unknown): never {
  if (!(fault instanceof WorkerFault)) throw fault;
  throw new Problem(fault.reason === 'stopped' ? 'server.busy' : 'server.failed', undefined, {
    cause: fault,
  });
}
