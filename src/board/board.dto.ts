import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { BoardWatch } from '../contract/live.js';
import { AnId, QueryNumber } from '../platform/http/field.decorator.js';

export class BoardQueryDto {
  /** Another checkpoint than the current one. */
  @IsOptional()
  @AnId()
  checkpointId?: string;
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
