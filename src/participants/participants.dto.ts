import { IsEmail, IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateIf } from 'class-validator';
import { type Mode, MODES } from '../contract/attendance.js';
import {
  GUEST_NAME_WORDS,
  type ParticipantCreate,
  type ParticipantPatch,
  WALK_INS_REMOVE_LIMIT,
  type WalkInsRemoveBody,
} from '../contract/participant.js';
import { AnId, Ids, IfPresent } from '../platform/http/field.decorator.js';
import { OneLine, OptionalLine } from '../platform/http/one-line.decorator.js';
import { DryRunQueryDto, Flag } from '../platform/sheets/dry-run.dto.js';

/** Longest texts, for the import too. */
export const PARTICIPANT_LIMITS = {
  code: 40,
  fullName: 200,
  unit: 200,
  position: 200,
  phone: 40,
  email: 254,
} as const;
/** Something must be left when blanks and hyphens are taken out. */
const CODE = /[^\s-]/;

class ParticipantOptionalDto {
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(PARTICIPANT_LIMITS.unit)
  unit?: string | null;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(PARTICIPANT_LIMITS.position)
  position?: string | null;
  @IfPresent()
  @IsIn(MODES)
  mode?: Mode;
  @OptionalLine()
  @IsOptional()
  @IsString()
  @MaxLength(PARTICIPANT_LIMITS.phone)
  phone?: string | null;
  @OptionalLine()
  @IsOptional()
  @IsEmail()
  email?: string | null;
  /** Made by the service when absent. */
  @OneLine()
  @IfPresent()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.code)
  @Matches(CODE, { message: 'code must hold a letter or a digit' })
  code?: string;
}

export class ParticipantCreateDto extends ParticipantOptionalDto implements ParticipantCreate {
  @AnId()
  siteId: string;
  @OneLine()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.fullName)
  fullName: string;
}

/** Unchanged if absent, none if `null`. */
export class ParticipantPatchDto extends ParticipantOptionalDto implements ParticipantPatch {
  @IfPresent()
  @AnId()
  siteId?: string;
  @OneLine()
  @IfPresent()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.fullName)
  fullName?: string;
}

export class ParticipantImportQueryDto extends DryRunQueryDto {
  /**
   * True: personal codes that can be guessed (short or counted up) are replaced
   * by codes of the service's making.
   */
  @Flag()
  replaceCodes?: boolean;
  /** True: a site may be named by the code that its unit had before 1 July 2025. */
  @Flag()
  oldCodes?: boolean;
}

export class WalkInsRemoveDto implements WalkInsRemoveBody {
  @Ids(WALK_INS_REMOVE_LIMIT)
  participantIds: string[];
}

/** At least so many words, each of a letter or a digit. */
const WORDS = new RegExp(`^(?:[^ ]*[\\p{L}\\p{N}][^ ]*(?: |$)){${GUEST_NAME_WORDS},}$`, 'u');

/** Exactly one of them. */
export class GuestQueryDto {
  /** The full name, two words at least; without regard of case and diacritics. */
  @ValidateIf(({ code }: GuestQueryDto) => code === undefined)
  @OneLine()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.fullName)
  @Matches(WORDS, { message: 'name must be a full name of two words at least' })
  name?: string;
  /** The personal code, as scanned or typed. */
  @IsOptional()
  @OneLine()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.code)
  code?: string;
}
