import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ENTRY_LIMIT } from '../contract/attendance.js';
import {
  DECISION_STATES,
  type DecisionState,
  type HeldAcceptBody,
  type HeldQuery,
  type HeldRejectBody,
} from '../contract/decision.js';
import { IfPresent, Line } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

const REASON_LIMIT = 500;

/** For the documentation: the body is judged as the attendance route's is. */
export class QuarantineBodyDto {
  /** As `POST /sites/:id/attendance` takes them. Stored as they are, whatever is wrong with them. */
  @ApiProperty({
    type: 'array',
    items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    minItems: 1,
    maxItems: ENTRY_LIMIT,
  })
  entries: object[];
}

export class HeldQueryDto extends PageQueryDto implements HeldQuery {
  /** Only those in this state. */
  @IfPresent()
  @IsIn(DECISION_STATES)
  state?: DecisionState;
}

export class HeldAcceptDto implements HeldAcceptBody {
  /** Why it is to count although the checkpoint has been confirmed. */
  @IfPresent()
  @Line(REASON_LIMIT)
  amendment?: string;
}

export class HeldRejectDto implements HeldRejectBody {
  /** Why it is not to count. */
  @Line(REASON_LIMIT)
  reason: string;
}
