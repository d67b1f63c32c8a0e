import type { Principal } from '../../contract/auth.js';
import { ALLOWED, type Allowed } from './allow.decorator.js';

type Handler = (...args: never[]) => unknown;
const NOBODY: readonly Allowed[] = [];

/** Reads `@Allow` of a handler, else of its class; without either nobody is allowed. */
export function allowedBy(handler: Handler, cls: object): readonly Allowed[] {
  return (Reflect.getMetadata(ALLOWED, handler) ??
    Reflect.getMetadata(ALLOWED, cls) ??
    NOBODY) as readonly Allowed[];
}

/**
 * Nearly nothing is open to a revoked device: its `principal` is never set, so that no
 * other question can be answered yes.
 */
export const letsRevokedDevicesIn = (handler: Handler, cls: object): boolean =>
  allowedBy(handler, cls).includes('revoked-device');

/** The one decision for routes and live events alike. */
export function isAllowed(handler: Handler, cls: object, principal: Principal | undefined): boolean {
  const allowed = allowedBy(handler, cls);
  return allowed.includes('anyone') || (principal !== undefined && allowed.includes(principal.kind));
}
