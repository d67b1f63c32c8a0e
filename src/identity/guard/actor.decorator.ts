import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../contract/auth.js';

/** A request after the guard: who sends it, and by which sign-in. */
export interface ActingRequest extends FastifyRequest {
  principal?: Principal;
  signInId?: string;
  /**
   * The console that sends it was this one until it was revoked. Set where
   * `@Allow('revoked-device')` says so, and nowhere else.
   */
  revokedDevice?: RevokedDevice;
}
export type RevokedDevice = Extract<Principal, { kind: 'coordinator' }>;

/** The revoked console that sends an HTTP request. */
export const ActingRevokedDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): RevokedDevice | undefined =>
    context.switchToHttp().getRequest<ActingRequest>().revokedDevice,
);

/** The principal of an HTTP request; undefined on routes open to `anyone` when nobody is signed in. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<ActingRequest>().principal,
);
