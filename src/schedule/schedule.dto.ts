import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  Length,
  ValidateNested,
} from 'class-validator';
import {
  ANNOUNCEMENT_LEVELS,
  ANNOUNCEMENT_TEXT_LIMIT,
  type AnnouncementLevel,
  type AnnouncementOfChange,
} from '../contract/announcement.js';
import {
  SESSION_KINDS,
  type SessionAct,
  type SessionCreate,
  type SessionKind,
  type SessionPatch,
  type Speaker,
} from '../contract/schedule.js';
import { AnId, HttpsLink, IfPresent, Line, Moment, Prose } from '../platform/http/field.decorator.js';

export class SpeakerDto implements Speaker {
  @Line(200)
  name: string;
  @IsOptional()
  @Line(100)
  title?: string | null;
  @IsOptional()
  @Line(300)
  affiliation?: string | null;
}

export class SessionCreateDto implements SessionCreate {
  @Line(300)
  title: string;
  @IsOptional()
  @Prose(10_000)
  abstract?: string | null;
  @IfPresent()
  @IsIn(SESSION_KINDS)
  kind?: SessionKind;
  @Moment()
  startsAt: string;
  @Moment()
  endsAt: string;
  @IfPresent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SpeakerDto)
  speakers?: SpeakerDto[];
  /** Where this session is watched, if not where the conference is; none if `null`. */
  @IsOptional()
  @HttpsLink()
  broadcastUrl?: string | null;
}

export class AnnouncementOfChangeDto implements AnnouncementOfChange {
  /** Made where the act happens; the same announcement sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
  @Prose(ANNOUNCEMENT_TEXT_LIMIT)
  @Length(1, ANNOUNCEMENT_TEXT_LIMIT, {
    message: `text must have 1 to ${ANNOUNCEMENT_TEXT_LIMIT} characters`,
  })
  text: string;
  /** `info` when absent. */
  @IfPresent()
  @IsIn(ANNOUNCEMENT_LEVELS)
  level?: AnnouncementLevel;
  @IfPresent()
  @IsBoolean()
  acknowledge?: boolean;
}

export class SessionActDto implements SessionAct {
  /** Told to all sites in the same act. */
  @IfPresent()
  @IsObject()
  @ValidateNested()
  @Type(() => AnnouncementOfChangeDto)
  announce?: AnnouncementOfChangeDto;
}

export class SessionPatchDto extends SessionActDto implements SessionPatch {
  @IfPresent()
  @Line(300)
  title?: string;
  @IsOptional()
  @Prose(10_000)
  abstract?: string | null;
  @IfPresent()
  @IsIn(SESSION_KINDS)
  kind?: SessionKind;
  @IfPresent()
  @Moment()
  startsAt?: string;
  @IfPresent()
  @Moment()
  endsAt?: string;
  @IfPresent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SpeakerDto)
  speakers?: SpeakerDto[];
  /** Where this session is watched, if not where the conference is; none if `null`. */
  @IsOptional()
  @HttpsLink()
  broadcastUrl?: string | null;
  /** `planned` takes a start back; `cancelled` takes the session off the plan and ends it if it runs. */
  @IfPresent()
  @IsIn(['planned', 'cancelled'], {
    message: 'status can be set to planned or cancelled; sessions are started and ended by their own routes',
  })
  status?: 'planned' | 'cancelled';
  /** True: later planned sessions of the day move by as much as the end of this one does. */
  @IfPresent()
  @IsBoolean()
  moveFollowing?: boolean;
}
