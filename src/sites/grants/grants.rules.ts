import { partsIn, worksIn } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import { wayUp } from '../../contract/site-tree.js';
import type { Id } from '../../contract/wire.js';

/** Whether the actor may give this part: they have the whole conference, or manage a part around it. */
export function mayGive(
  actor: Organizer,
  conferenceId: Id,
  siteId: Id,
  parentOf: ReadonlyMap<Id, Id | null>,
): boolean {
  if (worksIn(actor, conferenceId)) return true;
  const managed = new Set(
    partsIn(actor, conferenceId)
      .filter(({ role }) => role === 'manager')
      .map((part) => part.siteId),
  );
  return wayUp(siteId, parentOf).some((id) => managed.has(id));
}
