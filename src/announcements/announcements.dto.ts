import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, Length, ValidateNested } from 'class-validator';
import {
  type AcknowledgeBody,
  ADDRESSED_SITES,
  ADDRESSEE_STATES,
  type AddressedSites,
  type AddresseeState,
  ANNOUNCEMENT_LEVELS,
  ANNOUNCEMENT_SITES_LIMIT,
  ANNOUNCEMENT_STATUSES,
  ANNOUNCEMENT_TEXT_LIMIT,
  type AnnouncementLevel,
  type AnnouncementStatus,
} from '../contract/announcement.js';
import type { AnnouncementReceived } from '../contract/live.js';
import { SITE_LEVELS, type SiteLevel } from '../contract/site.js';
import { AnId, IfPresent, Ids, Moment, Prose } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

const SENTENCE = `text must have 1 to ${ANNOUNCEMENT_TEXT_LIMIT} characters`;

/** Exactly one of these; the service asks. */
export class AddresseesDto {
  /** Every connection point of the conference. */
  @IfPresent()
  @IsIn([true])
  all?: true;
  /** The connection points below this one or this group, and itself if it is one. */
  @IfPresent()
  @AnId()
  parentId?: string;
  @IfPresent()
  @IsIn(SITE_LEVELS)
  siteLevel?: SiteLevel;
  @IfPresent()
  @Ids(ANNOUNCEMENT_SITES_LIMIT)
  siteIds?: string[];
  /** Sites in this state when it is sent. */
  @IfPresent()
  @IsIn(ADDRESSEE_STATES)
  state?: AddresseeState;
}

class AnnouncementOptionalDto {
  /** `info` when absent. */
  @IfPresent()
  @IsIn(ANNOUNCEMENT_LEVELS)
  level?: AnnouncementLevel;
  /** True for all but `info` when absent; an urgent one always asks. */
  @IfPresent()
  @IsBoolean()
  acknowledge?: boolean;
  /** Not shown after this. */
  @IsOptional()
  @Moment()
  showUntil?: string | null;
}

export class AnnouncementBodyDto extends AnnouncementOptionalDto {
  /** Made where the act happens; the same announcement sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
  @ApiProperty({ minLength: 1, maxLength: ANNOUNCEMENT_TEXT_LIMIT })
  @Prose(ANNOUNCEMENT_TEXT_LIMIT)
  @Length(1, ANNOUNCEMENT_TEXT_LIMIT, { message: SENTENCE })
  text: string;
  @IsObject()
  @ValidateNested()
  @Type(() => AddresseesDto)
  to: AddresseesDto;
  /** `live` when absent: sent at once. */
  @IfPresent()
  @IsIn(['draft', 'live'])
  status?: 'draft' | 'live';
}

export class AnnouncementPatchDto extends AnnouncementOptionalDto {
  @IfPresent()
  @Prose(ANNOUNCEMENT_TEXT_LIMIT)
  @Length(1, ANNOUNCEMENT_TEXT_LIMIT, { message: SENTENCE })
  text?: string;
  @IfPresent()
  @IsObject()
  @ValidateNested()
  @Type(() => AddresseesDto)
  to?: AddresseesDto;
}

export class AnnouncementCorrectionDto extends AnnouncementOptionalDto {
  /** Of the new announcement. */
  @IfPresent()
  @AnId()
  id?: string;
  @Prose(ANNOUNCEMENT_TEXT_LIMIT)
  @Length(1, ANNOUNCEMENT_TEXT_LIMIT, { message: SENTENCE })
  text: string;
}

export class AnnouncementReachDto {
  @IsObject()
  @ValidateNested()
  @Type(() => AddresseesDto)
  to: AddresseesDto;
}

export class AnnouncementReminderDto {
  /** Made where the act happens; the same reminder sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
}

export class AcknowledgeDto implements AcknowledgeBody {
  /** When it was acknowledged, if that was offline. */
  @IfPresent()
  @Moment()
  recordedAt?: string;
}

export class AnnouncementQueryDto extends PageQueryDto {
  /** Only announcements in this state. */
  @IfPresent()
  @IsIn(ANNOUNCEMENT_STATUSES)
  status?: AnnouncementStatus;
}

export class SiteAnnouncementsQueryDto {
  /** Those that have ended too, if they were sent since then. */
  @IfPresent()
  @Moment()
  since?: string;
}

export class AddressedSitesQueryDto extends PageQueryDto {
  /** `missing` when absent. */
  @IfPresent()
  @IsIn(ADDRESSED_SITES)
  state?: AddressedSites;
}

/** A console has at most so many living announcements to tell of at once. */
const RECEIVED_LIMIT = 50;

export class AnnouncementReceivedDto implements AnnouncementReceived {
  @Ids(RECEIVED_LIMIT)
  ids: string[];
}
