import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from '../../contract/account.js';
import type { PrincipalKind } from '../../contract/auth.js';

export const ALLOWED = 'access:allowed';
/**
 * `anyone`: without a sign-in too; a valid one is still recognised. `revoked-device`: whose sign-in was a
 * console's until an organizer revoked it, and nobody else. A role: organizers of it and of those above it.
 */
export type Allowed = Exclude<PrincipalKind, 'organizer'> | Role | 'anyone' | 'revoked-device';

/**
 * Names the principals who may call this route or live event. Without it nobody may: closed by default. The
 * service decides what a principal may see (`.policy.ts`), and answers 404. OpenAPI shows it too.
 */
export const Allow = (...kinds: [Allowed, ...Allowed[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ALLOWED, kinds),
    ApiExtension('x-allow', kinds),
    ...(kinds.includes('anyone') ? [] : [ApiBearerAuth(), ApiCookieAuth()]),
  );
