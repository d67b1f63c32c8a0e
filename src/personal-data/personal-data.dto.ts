import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Language, LANGUAGE_CODES } from '../contract/languages.js';
import {
  DATA_REQUEST_KINDS,
  DATA_REQUEST_OUTCOMES,
  type DataRequestBody,
  type DataRequestCloseBody,
  type DataRequestExtendBody,
  type DataRequestKind,
  type DataRequestOutcome,
  type DataRequestQuery,
  type EraseBody,
} from '../contract/personal-data.js';
import { AnId, IfPresent, Line, Moment } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

export class DataRequestDto implements DataRequestBody {
  /** Made where the act happens; the same request sent again is a no-op. */
  @AnId()
  id: string;
  @IsIn(DATA_REQUEST_KINDS)
  kind: DataRequestKind;
  @IsOptional()
  @AnId()
  participantId?: string | null;
  /** Needed without `participantId`. */
  @OptionalLine()
  @IsOptional()
  @Line(200)
  person?: string | null;
  /** Now, if absent. */
  @IfPresent()
  @Moment()
  receivedAt?: string;
  @OptionalLine()
  @IsOptional()
  @Line(1000)
  note?: string | null;
}

export class DataRequestExtendDto implements DataRequestExtendBody {
  @Line(500)
  reason: string;
}

export class DataRequestCloseDto implements DataRequestCloseBody {
  @IsIn(DATA_REQUEST_OUTCOMES)
  outcome: DataRequestOutcome;
  /** Needed when it is refused. */
  @OptionalLine()
  @IsOptional()
  @Line(1000)
  conclusion?: string | null;
}

export class DataRequestQueryDto extends PageQueryDto implements DataRequestQuery {
  @IfPresent()
  @IsIn(['open', 'closed'])
  state?: 'open' | 'closed';
}

const KEPT_LIMIT = 1000;
export class EraseDto implements EraseBody {
  /** Kept with the erasure. The person's own name in it is replaced, too. */
  @Line(500)
  reason: string;
  /** Ids of mentions that are about somebody else with the same name: they stay. */
  @ApiProperty({ type: [String], maxItems: KEPT_LIMIT })
  @IfPresent()
  @IsArray()
  @ArrayMaxSize(KEPT_LIMIT)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  keep?: string[];
}

export class PersonDataQueryDto {
  @IsOptional()
  @IsIn(LANGUAGE_CODES)
  lang?: Language;
}

export class ConfirmQueryDto {
  /** The slug of the conference, as a confirmation. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  confirm?: string;
}
