import { IsIn, IsOptional } from 'class-validator';
import {
  INCIDENT_NOTE_LIMIT,
  INCIDENT_STATES,
  type IncidentAcknowledgeBody,
  type IncidentState,
  RUNBOOK_TEXT_LIMIT,
  type RunbookBody,
} from '../contract/incident.js';
import { IfPresent, Line, Moment, Prose } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

export class IncidentQueryDto extends PageQueryDto {
  /** Only incidents in this state. */
  @IfPresent()
  @IsIn(INCIDENT_STATES)
  state?: IncidentState;
}

export class IncidentAcknowledgeDto implements IncidentAcknowledgeBody {
  /** What is being done about it. */
  @Line(INCIDENT_NOTE_LIMIT)
  note: string;
  /** When the silence ends by itself. */
  @IsOptional()
  @Moment()
  until?: string | null;
}

/** A text of several lines; `null` or empty: the one that pages bring along. */
export class RunbookDto implements RunbookBody {
  @IsOptional()
  @Prose(RUNBOOK_TEXT_LIMIT)
  ours?: string | null;
  @IsOptional()
  @Prose(RUNBOOK_TEXT_LIMIT)
  part?: string | null;
  @IsOptional()
  @Prose(RUNBOOK_TEXT_LIMIT)
  line?: string | null;
  @IsOptional()
  @Prose(RUNBOOK_TEXT_LIMIT)
  broadcast?: string | null;
  @IsOptional()
  @Prose(RUNBOOK_TEXT_LIMIT)
  site?: string | null;
}
