import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

export class DryRunQueryDto {
  /** True: says what would happen, and changes nothing. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value))
  @IsBoolean()
  dryRun?: boolean;
}
