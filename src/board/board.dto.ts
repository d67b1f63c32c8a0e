import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { BoardWatch } from '../contract/live.js';
import { AnId, IfPresent, Moment, QueryNumber } from '../platform/http/field.decorator.js';

export class BoardQueryDto {
  /** Another checkpoint than the current one. */
  @IsOptional()
  @AnId()
  checkpointId?: string;
  /** The board as it was at this time, from the ledger and what was kept of presence, signals and calls. */
  @IfPresent()
  @Moment()
  at?: string;
}

export class ReplayQueryDto {
  /** A site or a group: it and all below it. */
  @IfPresent()
  @AnId()
  siteId?: string;
}

export class BoardChangesQueryDto {
  /** The reader's last seq. */
  @QueryNumber(0, Number.MAX_SAFE_INTEGER)
  since: number;
}

export class BoardWatchDto implements BoardWatch {
  @AnId()
  conferenceId: string;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  since?: number;
}
