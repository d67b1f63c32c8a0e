import { inSnapshot } from '../platform/database/own-snapshot.js';
import { inPieces } from '../platform/workers/in-pieces.js';
import { readFigures } from './figures-read.js';
import type { PeriodJob } from './report-job.js';
import { ReportRead } from './report-read.js';

/** Writes the figures as JSON, piece by piece: `ReportFigures`. */
export async function* writeFigures(job: PeriodJob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { figures } = await inSnapshot(job.database, async (source) =>
    readFigures(await ReportRead.begin(source, job.scope), job),
  );
  yield* inPieces([Buffer.from(JSON.stringify(figures))]);
}
