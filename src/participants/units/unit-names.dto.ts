import { IsString, Length } from 'class-validator';
import type { UnitMergeBody } from '../../contract/unit-name.js';
import { OneLine } from '../../platform/http/one-line.decorator.js';
import { PARTICIPANT_LIMITS } from '../participants.dto.js';

export class UnitMergeDto implements UnitMergeBody {
  @OneLine()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.unit)
  name: string;
  @OneLine()
  @IsString()
  @Length(1, PARTICIPANT_LIMITS.unit)
  into: string;
}
