import { IsString, Length } from 'class-validator';
import type { PairBody } from '../../contract/auth.js';
import { OneLine } from '../../platform/http/one-line.decorator.js';

export class PairDto implements PairBody {
  /** As printed or typed; case, blanks and hyphens do not matter. */
  @IsString()
  @Length(1, 80)
  code: string;
  /** The name of the machine on the organizer's list. */
  @OneLine()
  @IsString()
  @Length(1, 80)
  deviceName: string;
}
