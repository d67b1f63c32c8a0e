import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  ATTENDANCE_STATES,
  type AttendanceBody,
  type AttendanceState,
  CLOCK_OFFSET_LIMIT,
  type Entry,
  ENTRY_KINDS,
  ENTRY_LIMIT,
  ENTRY_METHODS,
  type EntryKind,
  type EntryMethod,
  HEADCOUNT_LIMIT,
  type Mode,
  MODES,
  type WalkIn,
} from '../contract/attendance.js';
import {
  type JoinBody,
  PARTICIPANT_ORIGINS,
  type ParticipantOrigin,
  type ParticipantQuery,
} from '../contract/participant.js';
import { AnId, Moment, QueryNumber } from '../platform/http/field.decorator.js';
import { OneLine, OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { TEXT_LIMITS, textOf, UUID } from './recording/field-readers.rules.js';

/*
 * What the attendance route takes, in class-validator's words. The route itself reads its
 * bodies by `entry-form.rules.ts`, which takes a thirtieth of the time;
 * `entry-form.rules.spec.ts` proves that both judge alike.
 */

const AnyId = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'uuid' }), Matches(UUID, { message: '$property must be a UUID' }));
const Line = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: max }),
    Matches(textOf(max), { message: `$property must be a text of 1 to ${max} characters` }),
  );

class WalkInDto implements WalkIn {
  @OneLine()
  @Line(TEXT_LIMITS.fullName)
  fullName: string;
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.unit)
  unit?: string | null;
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.position)
  position?: string | null;
}

/**
 * One act of taking the roll. Exactly one of participantId, code and walkIn says who is meant; an undo needs
 * none, a confirm and a reopen have none.
 */
export class EntryDto implements Entry {
  /** Made where the act happens; the same one sent again is a duplicate. */
  @AnyId()
  id: string;
  @AnyId()
  checkpointId: string;
  @IsIn(ENTRY_KINDS)
  kind: EntryKind;
  @IsOptional()
  @AnyId()
  participantId?: string;
  /** Personal code, as scanned or typed. */
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.code)
  code?: string;
  /** A person on no roster; gets this entry's id. */
  @IsOptional()
  @IsNotEmptyObject({ nullable: true })
  @ValidateNested()
  @Type(() => WalkInDto)
  walkIn?: WalkInDto;
  /** With present; else the participant's own, or in_person for a walk-in. */
  @IsOptional()
  @IsIn(MODES)
  mode?: Mode;
  @IsIn(ENTRY_METHODS)
  method: EntryMethod;
  /** Of an absence; a reopen must have one. */
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.reason)
  reason?: string;
  /** With present: stands in for that participant. */
  @IsOptional()
  @AnyId()
  substituteFor?: string;
  /** With undo: the entry that is taken back. */
  @IsOptional()
  @AnyId()
  undoes?: string;
  /** The device's clock. */
  @Moment()
  recordedAt: string;
  /** Counts the acts of one device. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  deviceSeq?: number;
  /** Made without a connection. */
  @IsOptional()
  @IsBoolean()
  offline?: boolean;
  /** People in the room; a confirm must have it. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(HEADCOUNT_LIMIT)
  headcount?: number;
  /** With confirm: why heads and names differ. */
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.note)
  note?: string;
  /** Why something is changed after the site has confirmed the checkpoint. */
  @OptionalLine()
  @IsOptional()
  @Line(TEXT_LIMITS.amendment)
  amendment?: string;
  /** The device's clock minus the server's in ms, as last measured. */
  @IsOptional()
  @IsInt()
  @Min(-CLOCK_OFFSET_LIMIT)
  @Max(CLOCK_OFFSET_LIMIT)
  clockOffset?: number;
}

export class AttendanceBodyDto implements AttendanceBody {
  /** For organizers and programs; a console's is known from its sign-in. */
  @IsOptional()
  @AnyId()
  deviceId?: string;
  @ApiProperty({ type: [EntryDto], minItems: 1, maxItems: ENTRY_LIMIT })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ENTRY_LIMIT)
  @ValidateNested({ each: true })
  @Type(() => EntryDto)
  entries: EntryDto[];
}

export class LedgerQueryDto extends PageQueryDto {
  @IsOptional()
  @AnId()
  checkpointId?: string;
  @IsOptional()
  @AnId()
  siteId?: string;
  @IsOptional()
  @AnId()
  participantId?: string;
}

export class ParticipantQueryDto extends PageQueryDto implements ParticipantQuery {
  /** In name, code and unit; without regard of case and diacritics. */
  @IsOptional()
  @MaxLength(200)
  search?: string;
  @IsOptional()
  @AnId()
  siteId?: string;
  /** The answer then says where each stands. */
  @IsOptional()
  @AnId()
  checkpointId?: string;
  /** Of `checkpointId`, else of the current checkpoint. */
  @IsOptional()
  @IsIn(ATTENDANCE_STATES)
  state?: AttendanceState;
  @IsOptional()
  @IsIn(PARTICIPANT_ORIGINS)
  origin?: ParticipantOrigin;
}

export class RosterQueryDto {
  /** A roster's `seq`: answers what has changed after it. */
  @IsOptional()
  @QueryNumber(0, Number.MAX_SAFE_INTEGER)
  since?: number;
}

export class JoinBodyDto implements JoinBody {
  /** Somebody on a roster of the walk-in's conference. */
  @AnId()
  participantId: string;
}
