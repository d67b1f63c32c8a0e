import type { Id } from '../contract/wire.js';

/** The sites and groups of a conference that somebody may see; `null` if all of them. */
export type Reach = ReadonlySet<Id> | null;

export const isInReach = (reach: Reach, siteId: Id): boolean => reach === null || reach.has(siteId);
