import { ArrayMinSize, ArrayUnique, IsArray, IsIn, Length } from 'class-validator';
import { COPY_PARTS, type ConferenceCopyBody, type CopyPart } from '../../contract/conference-copy.js';
import { CalendarDay } from '../../platform/http/calendar-day.decorator.js';
import { AnId, IfPresent, Line } from '../../platform/http/field.decorator.js';
import { Slug } from '../slug.decorator.js';

export class ConferenceCopyDto implements ConferenceCopyBody {
  /** UUID made where the act happens: the same wish again answers how it stands. */
  @AnId()
  id: string;
  /** 2 to 60 of `a-z 0-9 -`; unique. */
  @Slug()
  slug: string;
  @Line(300)
  title: string;
  /** Every day and time moves by as many days as the first day, and keeps its wall clock. */
  @CalendarDay()
  startsOn: string;
  /** IANA name; as the copied conference when absent. */
  @IfPresent()
  @Length(1, 60)
  timezone?: string;
  /** `participants` come with `sites` only. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(COPY_PARTS, { each: true })
  parts: CopyPart[];
}
