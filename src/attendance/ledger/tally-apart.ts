import type { Id } from '../../contract/wire.js';
import { lastSeq } from '../../platform/database/change-counter.js';
import { type DatabasePlace, inSnapshot } from '../../platform/database/own-snapshot.js';
import { packTally, type PackedTally } from './tally-packed.rules.js';
import { readTally } from './tally-read.js';

export interface TallyJob {
  database: DatabasePlace;
  conferenceId: Id;
  checkpointId: Id | null;
  bySite: boolean;
}

/** Counts in a thread: neither the service's connections nor its event loop are used. */
export function countApart(job: TallyJob): Promise<{ seq: number; packed: PackedTally }> {
  const { database, conferenceId, checkpointId, bySite } = job;
  return inSnapshot(database, async (source) => ({
    seq: await lastSeq(source),
    packed: packTally(await readTally(source, conferenceId, checkpointId, bySite)),
  }));
}
