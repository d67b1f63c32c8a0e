import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { GrantRole } from '../../contract/grant.js';

export const PARTS = 'access:parts';
/** `closed`: to nobody who has a part alone. */
export type PartNeed = GrantRole | 'closed';
/**
 * What an account with a part of the tree alone needs there. Naming `watcher` or `manager` promises that
 * the answer is cut to the parts of the actor (`Reach`). Without it they are answered `auth.forbidden`:
 * closed by default.
 */
export const Parts = (need: PartNeed): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PARTS, need), ApiExtension('x-parts', need));
