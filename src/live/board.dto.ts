import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

export class BoardQueryDto {
  /** Another checkpoint than the current one. */
  @IsOptional()
  @IsUUID()
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
