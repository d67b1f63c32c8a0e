import { Injectable } from '@nestjs/common';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import type { Checkpoint, Conference } from '../contract/conference.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Day, Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { zoned } from '../platform/clock/zoned.js';
import { Problem } from '../platform/http/problem.js';

/** The checkpoints of a report. */
export interface Reported {
  /** Oldest first, at least one. */
  checkpoints: [Checkpoint, ...Checkpoint[]];
  /** `null` if it is of one checkpoint. */
  day: Day | null;
}

/** Which checkpoints a report is of: one, or those of one day. */
@Injectable()
export class ReportedCheckpoints {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem checkpoint.not-found, report.checkpoint-missing, report.period-ambiguous */
  async find(
    conference: Conference,
    { checkpointId, day }: { checkpointId?: Id; day?: Day },
  ): Promise<Reported> {
    if (day === undefined) return { checkpoints: [await this.one(conference, checkpointId)], day: null };
    if (checkpointId !== undefined) throw new Problem('report.period-ambiguous');
    const all = await this.checkpoints.ofConference(conference.id);
    const [first, ...others] = all.filter((checkpoint) => dayOf(checkpoint, conference) === day);
    if (!first) throw new Problem('report.checkpoint-missing', `The conference has no checkpoint on ${day}`);
    return { checkpoints: [first, ...others], day };
  }

  /** @param id undefined: the current one @throws Problem checkpoint.not-found, report.checkpoint-missing */
  async one(conference: Conference, id: Id | undefined): Promise<Checkpoint> {
    const checkpoints = await this.checkpoints.ofConference(conference.id);
    if (id === undefined) {
      const current = currentCheckpoint(checkpoints, this.clock.instant());
      if (!current) throw new Problem('report.checkpoint-missing');
      return current;
    }
    const named = checkpoints.find((checkpoint) => checkpoint.id === id);
    if (!named) throw new Problem('checkpoint.not-found');
    return named;
  }
}

/** The day on which its roll is taken, by the conference's clocks; without times, the first day. */
function dayOf({ opensAt, closesAt }: Checkpoint, { timezone, startsOn }: Conference): Day {
  const at = opensAt ?? closesAt;
  return at === null ? startsOn : zoned(at, timezone).day;
}
