import { IsIn, ValidateIf } from 'class-validator';
import { GRANT_ROLES, type GrantBody, type GrantKey, type GrantRole } from '../../contract/grant.js';
import type { Id } from '../../contract/wire.js';
import { AnId, IfPresent, Line } from '../../platform/http/field.decorator.js';

export class GrantDto implements GrantBody {
  /** The site or group; everything below it belongs to the part. */
  @AnId()
  siteId: Id;
  @IsIn(GRANT_ROLES)
  role: GrantRole;
  /** Either this or `login`. */
  @ValidateIf(({ login }: GrantBody) => login === undefined)
  @AnId()
  accountId?: Id;
  /** Instead of `accountId`, for those who may not list the accounts. */
  @ValidateIf(({ login }: GrantBody) => login !== undefined)
  @Line(80)
  login?: string;
}

export class GrantKeyDto implements GrantKey {
  @AnId()
  siteId: Id;
  @AnId()
  accountId: Id;
  /** Ignored: an account has a site once. Lets a body be sent back as it was listed. */
  @IfPresent()
  @IsIn(GRANT_ROLES)
  role?: GrantRole;
}
