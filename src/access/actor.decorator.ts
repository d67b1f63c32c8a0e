import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../contract/auth.js';

/** A request after the guard: who sends it, and by which sign-in. */
export interface ActingRequest extends FastifyRequest {
  principal?: Principal;
  signInId?: string;
}

/** The principal of an HTTP request; undefined on routes open to `anyone` when nobody is signed in. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined => context.switchToHttp().getRequest<ActingRequest>().principal,
);
