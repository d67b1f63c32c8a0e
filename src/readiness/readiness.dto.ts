import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CLOCK_OFFSET_LIMIT } from '../contract/attendance.js';
import {
  type CoordinatorBody,
  LINE_TEST,
  READINESS_ITEMS,
  READINESS_LIMIT,
  READINESS_NEEDS,
  READINESS_OUTCOMES,
  type ReadinessBody,
  type ReadinessItem,
  type ReadinessItemKey,
  type ReadinessLimits,
  type ReadinessNeed,
  type ReadinessOutcome,
  type ReadinessPassBody,
  type ReadinessSettingsBody,
  type SiteContactBody,
} from '../contract/readiness.js';
import { AnId, IfPresent, LARGEST_INTEGER, Line, Moment, Phone } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { IsFigure } from './figure.decorator.js';

class ReadinessItemDto implements ReadinessItem {
  /** One of the items of the contract, or one of a later version. */
  @Matches(/^[A-Za-z][\w.-]{0,39}$/)
  key: string;
  @IsIn(READINESS_OUTCOMES)
  outcome: ReadinessOutcome;
  /** A number, or a text of at most 80 characters. */
  @ApiProperty({
    oneOf: [
      { type: 'number', format: 'double' },
      { type: 'string', maxLength: READINESS_LIMIT.value },
    ],
  })
  @IsOptional()
  @IsFigure(READINESS_LIMIT.value)
  value?: number | string | null;
  /** Of the round trips, in ms. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_INTEGER)
  median?: number | null;
}

export class ReadinessDto implements ReadinessBody {
  /** Made where the test was made; the same result sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
  @ApiProperty({ type: [ReadinessItemDto], minItems: 1, maxItems: READINESS_LIMIT.items })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(READINESS_LIMIT.items)
  @ValidateNested({ each: true })
  @Type(() => ReadinessItemDto)
  items: ReadinessItemDto[];
  /** Name of the person who signs. */
  @Line(READINESS_LIMIT.name)
  signedBy: string;
  /** By the console's clock; absent: now. */
  @IfPresent()
  @Moment()
  recordedAt?: string;
  @IsOptional()
  @IsInt()
  @Min(-CLOCK_OFFSET_LIMIT)
  @Max(CLOCK_OFFSET_LIMIT)
  clockOffset?: number | null;
}

export class ReadinessPassDto implements ReadinessPassBody {
  @Line(READINESS_LIMIT.reason)
  reason: string;
}

class ReadinessLimitsDto implements ReadinessLimits {
  @IsInt()
  @Min(1)
  @Max(60_000)
  roundTripP95: number;
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  download: number;
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  upload: number;
  @ApiProperty({ format: 'double' })
  @IsNumber()
  @Min(1)
  @Max(86_400)
  clockOffset: number;
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  space: number;
}

/** What is left out stays as it is. */
export class ReadinessSettingsDto implements ReadinessSettingsBody {
  @IfPresent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(READINESS_ITEMS.length)
  @IsIn(READINESS_ITEMS, { each: true })
  items?: ReadinessItemKey[];
  @IfPresent()
  @IsObject()
  @ValidateNested()
  @Type(() => ReadinessLimitsDto)
  limits?: ReadinessLimitsDto;
  /** A test that passed holds for so long. */
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(2_400)
  staleHours?: number;
  @IsOptional()
  @Moment()
  deadline?: string | null;
}

export class LineUploadDto {
  /** Anything; it is counted and dropped. */
  @IsString()
  @Length(0, LINE_TEST.uploadBytes)
  filler: string;
}

export class SiteContactDto implements SiteContactBody {
  /** Made where the act happens; the same one sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
  @IfPresent()
  @IsBoolean()
  called?: boolean;
  @OptionalLine()
  @IsOptional()
  @Line(READINESS_LIMIT.note)
  note?: string | null;
}

export class CoordinatorDto implements CoordinatorBody {
  @Line(READINESS_LIMIT.name)
  name: string;
  /** As it is dialled or read aloud. */
  @Phone()
  phone: string;
}

export class ChaseQueryDto extends PageQueryDto {
  /** Only sites whose worst need is this one; absent: all that lack something. */
  @IfPresent()
  @IsIn(READINESS_NEEDS)
  need?: ReadinessNeed;
}
