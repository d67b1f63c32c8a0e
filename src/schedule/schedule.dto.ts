import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import {
  SESSION_KINDS,
  type SessionCreate,
  type SessionKind,
  type SessionPatch,
  type Speaker,
} from '../contract/schedule.js';
import { HttpsLink, IfPresent, Line, Moment, Prose } from '../platform/http/field.decorator.js';

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

export class SessionPatchDto implements SessionPatch {
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
}
