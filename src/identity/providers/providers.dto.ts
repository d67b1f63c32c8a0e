import { IsString, Length, Matches } from 'class-validator';
import type { ProviderLinkBody, ProviderLogoutBody } from '../../contract/auth.js';
import { IfPresent } from '../../platform/http/field.decorator.js';
import { Password } from '../accounts/accounts.dto.js';

export class ProviderSignInQueryDto {
  /** The page to open afterwards, by its path. */
  @IfPresent()
  @IsString()
  @Length(1, 200)
  @Matches(/^\/organizer(?:\/[\w%.~/-]*)?$/, { message: '$property must be a page of organizers' })
  to?: string;
}

export class ProviderLinkDto implements ProviderLinkBody {
  /** The account's own, where it has one. */
  @IfPresent()
  @Password()
  password?: string;
}

export class LogoutDto implements ProviderLogoutBody {
  @IsString()
  @Length(1, 8_000)
  logout_token: string;
}
