import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { Transform } from 'class-transformer';
import { TIMELINE_KINDS, type TimelineKind } from '../contract/timeline.js';
import { AnId, IfPresent, Moment } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

export class TimelineQueryDto extends PageQueryDto {
  /** Only what is about this site; with presence and signals. */
  @IfPresent()
  @AnId()
  siteId?: string;
  /** Only what happened at this time or later. */
  @IfPresent()
  @Moment()
  since?: string;
  /** Only these kinds, with commas between them. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMaxSize(TIMELINE_KINDS.length)
  @IsIn(TIMELINE_KINDS, { each: true })
  kind?: TimelineKind[];
}
