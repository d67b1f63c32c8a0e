import { reaches, type Role, ROLES, type TokenScope } from '../../contract/account.js';
import type { Principal } from '../../contract/auth.js';
import { ALLOWED, type Allowed } from './allow.decorator.js';
import { EVERYWHERE, type Need, NEEDS } from './needs.decorator.js';
import { type PartNeed, PARTS } from './parts.decorator.js';

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

/** The one decision for routes and live events alike. Of an organizer the role decides. */
export function isAllowed(handler: Handler, cls: object, principal: Principal | undefined): boolean {
  const allowed = allowedBy(handler, cls);
  if (allowed.includes('anyone')) return true;
  if (principal === undefined) return false;
  if (principal.kind !== 'organizer') return allowed.includes(principal.kind);
  return allowed.some((least) => isRole(least) && reaches(principal.role, least));
}
const isRole = (name: Allowed): name is Role => (ROLES as readonly string[]).includes(name);

/** What a token needs to come through here. */
export const needOf = (handler: Handler, cls: object, usual: TokenScope): Need =>
  (Reflect.getMetadata(NEEDS, handler) ?? Reflect.getMetadata(NEEDS, cls) ?? usual) as Need;

export const needsAllConferences = (handler: Handler): boolean =>
  Reflect.getMetadata(EVERYWHERE, handler) === true;

/** What `@Parts` says of a route; `null` if it has none. */
export const partNeedNamed = (handler: Handler, cls: object): PartNeed | null =>
  (Reflect.getMetadata(PARTS, handler) ?? Reflect.getMetadata(PARTS, cls) ?? null) as PartNeed | null;
export const partNeedOf = (handler: Handler, cls: object): PartNeed =>
  partNeedNamed(handler, cls) ?? 'closed';
