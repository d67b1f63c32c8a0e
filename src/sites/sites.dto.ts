import { IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  SITE_KINDS,
  SITE_LEVELS,
  type SiteCreate,
  type SiteKind,
  type SiteLevel,
  type SitePatch,
} from '../contract/site.js';
import { AnId, IfPresent } from '../platform/http/field.decorator.js';
import { OneLine, OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

/** Longest texts, for the import too. */
export const SITE_LIMITS = {
  code: 40,
  name: 200,
  address: 300,
  contactName: 200,
  contactPhone: 40,
  line: 100,
  expected: 100_000,
} as const;

class SiteOptionalDto {
  @IfPresent()
  @IsIn(SITE_LEVELS)
  level?: SiteLevel;
  @IfPresent()
  @IsIn(SITE_KINDS)
  kind?: SiteKind;
  @IsOptional()
  @AnId()
  parentId?: string | null;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SITE_LIMITS.expected)
  expected?: number | null;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(SITE_LIMITS.address)
  address?: string | null;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(SITE_LIMITS.contactName)
  contactName?: string | null;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(SITE_LIMITS.contactPhone)
  contactPhone?: string | null;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(SITE_LIMITS.line)
  line?: string | null;
}

export class SiteCreateDto extends SiteOptionalDto implements SiteCreate {
  @OneLine()
  @IsString()
  @Length(1, SITE_LIMITS.code)
  code: string;
  @OneLine()
  @IsString()
  @Length(1, SITE_LIMITS.name)
  name: string;
}

/** Unchanged if absent, none if `null`. */
export class SitePatchDto extends SiteOptionalDto implements SitePatch {
  @OneLine()
  @IfPresent()
  @IsString()
  @Length(1, SITE_LIMITS.code)
  code?: string;
  @OneLine()
  @IfPresent()
  @IsString()
  @Length(1, SITE_LIMITS.name)
  name?: string;
}

export class SiteQueryDto extends PageQueryDto {
  /** In code, name or address; without regard of case and diacritics. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  search?: string;
  /** Points alone, or groups alone; both when absent. */
  @IsOptional()
  @IsIn(SITE_KINDS)
  kind?: SiteKind;
}
