import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  SPEAK_STATES,
  SPEAK_TOPIC_LIMIT,
  type SpeakAnswerBody,
  type SpeakBody,
  SPEAKER_LIMIT,
  type SpeakGateBody,
  type SpeakPinBody,
  type SpeakState,
} from '../contract/speaking.js';
import { AnId, IfPresent, LARGEST_INTEGER, Line } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

export class SpeakBodyDto implements SpeakBody {
  /** Made where the act happens; the same request sent again is a no-op. */
  @AnId()
  id: string;
  @Line(SPEAK_TOPIC_LIMIT)
  topic: string;
  @OptionalLine()
  @IsOptional()
  @Line(SPEAKER_LIMIT)
  speaker?: string | null;
  /** The session that it is about; the current one when absent. */
  @IsOptional()
  @AnId()
  sessionId?: string | null;
  /** The site for which an organizer asks. A console asks for its own. */
  @IfPresent()
  @AnId()
  siteId?: string;
}

export class SpeakAnswerDto implements SpeakAnswerBody {
  /** Which call it answers: a word on an earlier one changes nothing. */
  @IfPresent()
  @IsInt()
  @Min(0)
  @Max(LARGEST_INTEGER)
  call?: number;
}

export class SpeakPinDto implements SpeakPinBody {
  /** `false` puts the request back where it came in. */
  @IfPresent()
  @IsBoolean()
  pinned?: boolean;
  /** The waiting request that it goes before; the head of the queue when absent. */
  @IsOptional()
  @AnId()
  before?: string | null;
}

export class SpeakGateDto implements SpeakGateBody {
  @IsBoolean()
  open: boolean;
  /** The whole conference when absent. */
  @IsOptional()
  @AnId()
  sessionId?: string | null;
}

export class SpeakQueryDto extends PageQueryDto {
  /** Only requests in this state; `open`: waiting, called and speaking; `closed`: the others. */
  @IfPresent()
  @IsIn([...SPEAK_STATES, 'open', 'closed'])
  state?: SpeakState | 'open' | 'closed';
  @IfPresent()
  @AnId()
  sessionId?: string;
  @IfPresent()
  @AnId()
  siteId?: string;
}
