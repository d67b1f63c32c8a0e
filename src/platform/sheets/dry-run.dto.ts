import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

/** A query's flag: `true`, `false`, `1`, `0`. */
export const Flag = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) =>
      value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
    ),
    IsBoolean(),
  );

export class DryRunQueryDto {
  /** True: says what would happen, and changes nothing. */
  @Flag()
  dryRun?: boolean;
}
