import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  HELP_STATES,
  HELP_TEXT_LIMIT,
  type HelpAnswerBody,
  type HelpBody,
  type HelpState,
  type HelpTakeBody,
} from '../contract/help.js';
import { AnId, IfPresent, Line } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

export class HelpBodyDto implements HelpBody {
  /** Made where the act happens; the same call sent again is a no-op. */
  @AnId()
  id: string;
  @Line(HELP_TEXT_LIMIT)
  message: string;
}

export class HelpTakeDto implements HelpTakeBody {
  /** Takes the call over from this account, if it is still the one that has the call. */
  @IfPresent()
  @AnId()
  over?: string;
}

export class HelpAnswerDto implements HelpAnswerBody {
  /** Made where the act happens; the same answer sent again is a no-op. */
  @IfPresent()
  @AnId()
  id?: string;
  /** A message to the site. The call may be closed without one. */
  @OptionalLine()
  @IsOptional()
  @Line(HELP_TEXT_LIMIT)
  text?: string | null;
  /** The former name of `text`. */
  @OptionalLine()
  @IsOptional()
  @Line(HELP_TEXT_LIMIT)
  message?: string | null;
  /** `false` leaves the call open, and needs a text. */
  @IfPresent()
  @IsBoolean()
  close?: boolean = true;
}

export class HelpQueryDto extends PageQueryDto {
  /** Only calls in this state. */
  @IfPresent()
  @IsIn(HELP_STATES)
  state?: HelpState;
}
