import { IsString, Length, Matches } from 'class-validator';
import type { SetUpBody, SetUpCheckBody, SignInBody, TokenBody } from '../../contract/auth.js';
import { Line } from '../../platform/http/field.decorator.js';

const LOGIN = { message: 'login must have 3 to 80 characters' };

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
}

export class SetUpCheckDto implements SetUpCheckBody {
  /** The part of the set-up link after `set-up=`. */
  @IsString()
  @Length(1, 200)
  token: string;
}

export class SetUpDto extends SetUpCheckDto implements SetUpBody {
  @IsString()
  @Length(3, 80, LOGIN)
  @Matches(/^\S+$/, { message: 'login must not hold blanks' })
  login: string;
  /** 12 to 128 characters, not a common one (422 `auth.password-weak`). */
  @IsString()
  @Length(1, 1000)
  password: string;
  @Line(200)
  name: string;
}
