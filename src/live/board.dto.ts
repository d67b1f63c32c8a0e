import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { AnId } from '../platform/http/field.decorator.js';

export class BoardQueryDto {
  /** Another checkpoint than the current one. */
  @IsOptional()
  @AnId()
  checkpointId?: string;
}

export class BoardChangesQueryDto {
  /** The reader's last seq. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  since: number;
}
