import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, Length } from 'class-validator';
import {
  CONFERENCE_STATUSES,
  type ConferenceCreate,
  type ConferencePatch,
  type ConferenceStatus,
} from '../contract/conference.js';
import { type Language, LANGUAGE_CODES } from '../contract/languages.js';
import { CalendarDay } from '../platform/http/calendar-day.decorator.js';
import { HttpsLink, IfPresent, Line, Phone } from '../platform/http/field.decorator.js';
import { Slug } from './slug.decorator.js';

class ConferenceOptionalDto {
  /** IANA name. */
  @IfPresent()
  @Length(1, 60)
  timezone?: string;
  @IfPresent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(LANGUAGE_CODES, { each: true })
  languages?: Language[];
  @IfPresent()
  @IsIn(CONFERENCE_STATUSES)
  status?: ConferenceStatus;
  /** True when a simulator plays it; every page says so. */
  @IfPresent()
  @IsBoolean()
  simulated?: boolean;
  /** The hall's telephone for the sites; none if `null`. */
  @IsOptional()
  @Phone()
  hotline?: string | null;
  /** Where the broadcast is watched; none if `null`. */
  @IsOptional()
  @HttpsLink()
  broadcastUrl?: string | null;
  /** True: everybody is shown the broadcast when it is time; else online trainees alone. */
  @IfPresent()
  @IsBoolean()
  broadcastPublic?: boolean;
}

export class ConferenceCreateDto extends ConferenceOptionalDto implements ConferenceCreate {
  /** 2 to 60 of `a-z 0-9 -`; unique. */
  @Slug()
  slug: string;
  @Line(300)
  title: string;
  @CalendarDay()
  startsOn: string;
  @CalendarDay()
  endsOn: string;
}

export class ConferencePatchDto extends ConferenceOptionalDto implements ConferencePatch {
  @IfPresent()
  @Slug()
  slug?: string;
  @IfPresent()
  @Line(300)
  title?: string;
  @IfPresent()
  @CalendarDay()
  startsOn?: string;
  @IfPresent()
  @CalendarDay()
  endsOn?: string;
}
