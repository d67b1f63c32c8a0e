import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { DATA_BASES, type DataBasis, type DataPolicyBody, HOLIDAYS_LIMIT } from '../contract/data-policy.js';
import { isDay } from '../platform/http/calendar-day.decorator.js';
import { IfPresent, Line } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';

/** Absent: the usual time. */
export class DataPolicyDto implements DataPolicyBody {
  @IsIn(DATA_BASES)
  basis: DataBasis;
  /** Needed with `task`: number, day and issuer of the document. */
  @OptionalLine()
  @IsOptional()
  @Line(300)
  document?: string | null;
  @Line(300)
  purpose: string;
  @Line(300)
  controller: string;
  @Line(300)
  contact: string;
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(3650)
  contactsDays?: number;
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(3650)
  presenceDays?: number;
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(70)
  ledgerYears?: number;
  /** Days off besides weekends and 1 January, 30 April, 1 May, 2 September. */
  @ApiProperty({ type: [String], format: 'date', maxItems: HOLIDAYS_LIMIT })
  @IfPresent()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(HOLIDAYS_LIMIT)
  @Matches(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, {
    each: true,
    message: 'each of $property must be a day as 2027-02-05',
  })
  @ValidateBy(
    { name: 'isDay', validator: { validate: isDay } },
    { each: true, message: 'each of $property must be a day of the calendar' },
  )
  holidays?: string[];
}
