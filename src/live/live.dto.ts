import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { SIGNAL_LEVELS, type SignalLevel } from '../contract/board.js';
import { HELP_TEXT_LIMIT, type HelpBody } from '../contract/help.js';
import type { BoardWatch, ConferenceFollow, SiteJoin, SiteSignal } from '../contract/live.js';
import { AnId, Line } from '../platform/http/field.decorator.js';

export class BoardWatchDto implements BoardWatch {
  @AnId()
  conferenceId: string;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  since?: number;
}

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

export class SiteHelpDto implements HelpBody {
  @AnId()
  id: string;
  @Line(HELP_TEXT_LIMIT)
  message: string;
}

export class ConferenceFollowDto implements ConferenceFollow {
  @AnId()
  conferenceId: string;
}
