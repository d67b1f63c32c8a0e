import { IsOptional } from 'class-validator';
import type { CheckpointCreate, CheckpointPatch } from '../contract/conference.js';
import { AnId, IfPresent, Line, Moment } from '../platform/http/field.decorator.js';

class CheckpointOptionalDto {
  /** From when entries are taken; `null` for any time. */
  @IsOptional()
  @Moment()
  opensAt?: string | null;
  /** Until when the roll is due; later entries are taken and marked late. */
  @IsOptional()
  @Moment()
  closesAt?: string | null;
  @IsOptional()
  @AnId()
  sessionId?: string | null;
}

export class CheckpointCreateDto extends CheckpointOptionalDto implements CheckpointCreate {
  @Line(200)
  name: string;
}

export class CheckpointPatchDto extends CheckpointOptionalDto implements CheckpointPatch {
  @IfPresent()
  @Line(200)
  name?: string;
}
