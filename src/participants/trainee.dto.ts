import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { TraineeBody } from '../contract/auth.js';
import { OneLine } from '../platform/http/one-line.decorator.js';

export class TraineeDto implements TraineeBody {
  /** Personal code as printed or typed; case, blanks and hyphens do not matter. */
  @OneLine()
  @IsString()
  @Length(1, 80)
  code: string;
  /** Id or slug; needed only where the same code exists in two conferences. */
  @IsOptional()
  @IsString()
  @MaxLength(80)
  conferenceId?: string;
}
