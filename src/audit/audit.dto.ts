import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import {
  AUDIT_ANCHORS_LIMIT,
  type AuditAnchor,
  type AuditQuery,
  type AuditVerifyBody,
} from '../contract/audit.js';
import { IfPresent, instantOf, Moment, UTC } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Flag } from '../platform/sheets/dry-run.dto.js';

const WORD = /^[a-z][a-z-]{0,39}$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{32}$/;
const ID_OR_WORD = new RegExp(`${WORD.source}|${ID.source}`);

export class AuditQueryDto extends PageQueryDto implements AuditQuery {
  /** From this moment on, or after the line of this number. */
  @IsOptional()
  @ApiPropertyOptional({ description: 'A moment, or the number of a line' })
  @Transform(({ value }: { value: unknown }) => instantOf(value))
  @Matches(new RegExp(`^\\d{1,15}$|${UTC.source}`), { message: '$property must be a moment or a number' })
  since?: string;
  /** Before this moment. */
  @IsOptional()
  @Moment()
  until?: string;
  /** An id, or a kind of actor. */
  @IsOptional()
  @ApiPropertyOptional({ maxLength: 40 })
  @Matches(ID_OR_WORD, { message: '$property must be an id or a kind' })
  actor?: string;
  /** An id, or a kind of object. */
  @IsOptional()
  @ApiPropertyOptional({ maxLength: 40 })
  @Matches(ID_OR_WORD, { message: '$property must be an id or a kind' })
  object?: string;
  /** The act, `site.changed`, or the part before its point. */
  @IsOptional()
  @ApiPropertyOptional({ maxLength: 60 })
  @Matches(/^[a-z-]{1,30}(\.[a-z-]{1,30})?$/, { message: '$property must be an act, as site.changed' })
  act?: string;
  /** `false`: without what the service did by itself; with links that `reset-password` made. */
  @Flag()
  machine?: boolean;
}

class AuditAnchorDto implements AuditAnchor {
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  seq: number;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be 64 hexadecimal digits' })
  hash: string;
}

export class AuditVerifyDto implements AuditVerifyBody {
  /** Ends that the log named on earlier days. */
  @IfPresent()
  @IsArray()
  @ArrayMaxSize(AUDIT_ANCHORS_LIMIT)
  @ValidateNested({ each: true })
  @Type(() => AuditAnchorDto)
  anchors?: AuditAnchorDto[];
}
