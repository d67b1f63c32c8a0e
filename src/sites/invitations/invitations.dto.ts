import { IsString, Length } from 'class-validator';
import type { InvitationBody } from '../../contract/invitation.js';

export class InvitationDto implements InvitationBody {
  /** The part of the link after `#`. */
  @IsString()
  @Length(1, 200)
  token: string;
}
