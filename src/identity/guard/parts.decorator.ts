import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { GrantRole } from '../../contract/grant.js';

export const PARTS = 'access:parts';
/** `closed`: nobody who has only a part may call it. */
export type PartNeed = GrantRole | 'closed';
/**
 * Says which grant an account needs here that has only a part of the tree. Whoever writes `watcher` or
 * `manager` promises to cut the answer to the actor's parts (`Reach`). Without it such accounts are answered
 * `auth.forbidden`: closed by default.
 */
export const Parts = (need: PartNeed): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PARTS, need), ApiExtension('x-parts', need));
