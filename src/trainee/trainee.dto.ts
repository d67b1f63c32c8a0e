import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { TraineeBody } from '../contract/auth.js';
import { OneLine } from '../platform/http/one-line.decorator.js';

export class TraineeDto implements TraineeBody {
  /**
   * Personal code as printed, typed or scanned, or the personal link;
   * `codeReadings` says what does not matter.
   */
  @OneLine()
  @IsString()
  @Length(1, 300)
  code: string;
  /** Id or slug; needed only where the same code exists in two conferences. */
  @IsOptional()
  @IsString()
  @MaxLength(80)
  conferenceId?: string;
}
