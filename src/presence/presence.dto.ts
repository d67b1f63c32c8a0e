import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { SIGNAL_LEVELS, type SignalLevel } from '../contract/board.js';
import type { ConferenceFollow, SiteJoin, SiteSignal } from '../contract/live.js';
import { AnId } from '../platform/http/field.decorator.js';

export class SiteJoinDto implements SiteJoin {
  @AnId()
  siteId: string;
}

export class SiteSignalDto implements SiteSignal {
  @IsIn(SIGNAL_LEVELS)
  picture: SignalLevel;
  @IsIn(SIGNAL_LEVELS)
  sound: SignalLevel;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  headcount?: number;
}

export class ConferenceFollowDto implements ConferenceFollow {
  @AnId()
  conferenceId: string;
}
