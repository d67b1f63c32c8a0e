import { IsIn, IsOptional } from 'class-validator';
import { type Language, LANGUAGE_CODES } from '../contract/languages.js';
import { CalendarDay } from '../platform/http/calendar-day.decorator.js';
import { AnId } from '../platform/http/field.decorator.js';
import { type Separator, SEPARATORS } from './csv.js';
import { type TableName, TABLES } from './report-tables.rules.js';

export class SheetQueryDto {
  /** Language of the report; default `vi`. */
  @IsOptional()
  @IsIn(LANGUAGE_CODES)
  lang?: Language;
}

export class ReportQueryDto extends SheetQueryDto {
  /** Default: the current one. */
  @IsOptional()
  @AnId()
  checkpointId?: string;
  /** Only this site or group, with all that lies below it: a country is reported part by part. */
  @IsOptional()
  @AnId()
  siteId?: string;
}

export class PeriodQueryDto extends ReportQueryDto {
  /** Instead of a checkpoint: all whose roll is taken on that day of the conference. */
  @IsOptional()
  @CalendarDay()
  day?: string;
}

export class MinutesQueryDto extends SheetQueryDto {
  /** Default: today, or the nearest day of the conference. */
  @IsOptional()
  @CalendarDay()
  day?: string;
}

export class CsvReportQueryDto extends ReportQueryDto {
  /** Which table; default `person`. */
  @IsOptional()
  @IsIn(TABLES)
  by?: TableName;
  /** Default `semicolon`, which Excel in Vietnam expects. */
  @IsOptional()
  @IsIn(Object.keys(SEPARATORS))
  separator?: Separator;
}
