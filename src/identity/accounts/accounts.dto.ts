import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Length, Matches, ValidateBy } from 'class-validator';
import {
  type AccountCreate,
  type AccountPatch,
  type AccountScope,
  type InvitedBody,
  type InvitedCheckBody,
  type PasswordBody,
  type Role,
  ROLE_BY,
  type RoleBy,
  ROLES,
  SCOPE_LIMIT,
} from '../../contract/account.js';
import { IfPresent, Line } from '../../platform/http/field.decorator.js';
import { isId } from '../../platform/http/page.dto.js';

/** As people type it to sign in. */
export const Login = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 3, maxLength: 80 }),
    IsString(),
    Length(3, 80, { message: '$property must have 3 to 80 characters' }),
    Matches(/^\S+$/, { message: '$property must not hold blanks' }),
  );

/** A password that is not yet judged: the service says what is wrong with it. */
export const Password = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: 1, maxLength: 1000 }), IsString(), Length(1, 1000));

const isScope = (value: unknown): boolean =>
  value === 'all' ||
  (Array.isArray(value) &&
    value.length <= SCOPE_LIMIT &&
    value.every((id) => typeof id === 'string' && isId(id)));

const Scope = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      oneOf: [
        { type: 'string', enum: ['all'] },
        { type: 'array', maxItems: SCOPE_LIMIT, items: { type: 'string', format: 'uuid' } },
      ],
    }),
    IfPresent(),
    ValidateBy(
      { name: 'scope', validator: { validate: isScope } },
      { message: `$property must be "all" or a list of at most ${SCOPE_LIMIT} ids of conferences` },
    ),
  );

export class AccountCreateDto implements AccountCreate {
  @Login()
  login: string;
  @Line(200)
  name: string;
  @IsIn(ROLES)
  role: Role;
  /** `all` where it is not said. An owner works in all. */
  @Scope()
  scope?: AccountScope;
}

export class AccountPatchDto implements AccountPatch {
  @IfPresent()
  @Line(200)
  name?: string;
  @IfPresent()
  @IsIn(ROLES)
  role?: Role;
  @Scope()
  scope?: AccountScope;
  @IfPresent()
  @IsBoolean()
  disabled?: boolean;
  @IfPresent()
  @IsIn(ROLE_BY)
  roleBy?: RoleBy;
}

export class InvitedCheckDto implements InvitedCheckBody {
  /** The part of the link after `invited=`. */
  @IsString()
  @Length(1, 200)
  token: string;
}

export class InvitedDto extends InvitedCheckDto implements InvitedBody {
  /** 12 to 128 characters, not a common one (422 `auth.password-weak`). */
  @Password()
  password: string;
}

export class PasswordDto implements PasswordBody {
  @Password()
  old: string;
  /** 12 to 128 characters, not a common one (422 `auth.password-weak`). */
  @Password()
  new: string;
}
