import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { FromUnitsBody } from '../../contract/unit.js';
import { AnId } from '../../platform/http/field.decorator.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';

const TWO_DIGITS = /^\d{2}$/;
const ProvinceCode = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ pattern: TWO_DIGITS.source }),
    IsString(),
    Matches(TWO_DIGITS, { message: '$property must be a code of two digits' }),
  );

export class UnitQueryDto extends PageQueryDto {
  /** The province whose units are listed; the provinces when absent. */
  @IsOptional()
  @ProvinceCode()
  province?: string;
}

export class FromUnitsDto implements FromUnitsBody {
  @ProvinceCode()
  province: string;
  /** Where the new sites stand in the tree. */
  @IsOptional()
  @AnId()
  parentId?: string | null;
}
