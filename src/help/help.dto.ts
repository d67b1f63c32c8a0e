import { IsIn, IsOptional } from 'class-validator';
import {
  HELP_STATES,
  HELP_TEXT_LIMIT,
  type HelpAnswerBody,
  type HelpBody,
  type HelpState,
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

export class HelpAnswerDto implements HelpAnswerBody {
  /** A message to the site. The call is closed with or without it. */
  @OptionalLine()
  @IsOptional()
  @Line(HELP_TEXT_LIMIT)
  message?: string | null;
}

export class HelpQueryDto extends PageQueryDto {
  /** Only calls that stand so. */
  @IfPresent()
  @IsIn(HELP_STATES)
  state?: HelpState;
}
