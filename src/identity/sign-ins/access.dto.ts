import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { TOKEN_DAYS, TOKEN_SCOPES, type TokenScope } from '../../contract/account.js';
import type { SetUpBody, SetUpCheckBody, SignInBody, TokenBody } from '../../contract/auth.js';
import { IfPresent, Line } from '../../platform/http/field.decorator.js';
import { Login, Password } from '../accounts/accounts.dto.js';

export class SignInDto implements SignInBody {
  @IsString()
  @Length(1, 80)
  login: string;
  @IsString()
  @Length(1, 1000)
  password: string;
}

export class TokenDto extends SignInDto implements TokenBody {
  /** The program's name of itself; shown to organizers. */
  @Line(200)
  name: string;
  /** All, where it is not said. */
  @IfPresent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(TOKEN_SCOPES, { each: true })
  scopes?: TokenScope[];
  /** How long it lives, in days. */
  @IfPresent()
  @IsInt()
  @Min(1)
  @Max(TOKEN_DAYS.max)
  days?: number;
}

export class SetUpCheckDto implements SetUpCheckBody {
  /** The part of the set-up link after `set-up=`. */
  @IsString()
  @Length(1, 200)
  token: string;
}

export class SetUpDto extends SetUpCheckDto implements SetUpBody {
  @Login()
  login: string;
  /** 12 to 128 characters, not a common one (422 `auth.password-weak`). */
  @Password()
  password: string;
  @Line(200)
  name: string;
}
