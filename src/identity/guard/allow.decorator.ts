import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { PrincipalKind } from '../../contract/auth.js';

export const ALLOWED = 'access:allowed';
/**
 * `anyone`: without a sign-in too; a valid one is still recognised. `revoked-device`: whose sign-in was a
 * console's until an organizer revoked it, and nobody else.
 */
export type Allowed = PrincipalKind | 'anyone' | 'revoked-device';

/**
 * Who may call this route or live event. Without it nobody may: closed by default. What a principal
 * may see of the thing named in the path is the service's question (see the `.policy.ts` files),
 * answered 404. OpenAPI tells it too.
 */
export const Allow = (...kinds: [Allowed, ...Allowed[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ALLOWED, kinds),
    ApiExtension('x-allow', kinds),
    ...(kinds.includes('anyone') ? [] : [ApiBearerAuth(), ApiCookieAuth()]),
  );
