import { IsOptional } from 'class-validator';
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
