import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { TokenScope } from '../../contract/account.js';

export const NEEDS = 'access:needs';
/** `browser`: no token at all. `any`: every token. */
export type Need = TokenScope | 'browser' | 'any';

/**
 * What a token must have been made for, where it is not what the method says: `read` for reading,
 * `setup:write` for everything else.
 */
export const Needs = (need: Need): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(NEEDS, need), ApiExtension('x-token-scope', need));

export const EVERYWHERE = 'access:everywhere';
/** For accounts that work in all conferences: what makes a conference lies in none yet. */
export const Everywhere = (): MethodDecorator => SetMetadata(EVERYWHERE, true);
