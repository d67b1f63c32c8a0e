import type { Incident } from '#contract/incident.js';
import type { Id } from '#contract/wire.js';
import type { Messages } from '#messages/lazy/organizer.js';

/** Names the cause: `nameOf` a site or a node. */
export function incidentName(incident: Incident, t: Messages, nameOf: (id: Id) => string): string {
  const { cause, siteId, line } = incident;
  const names = t.incidents.causes;
  switch (cause) {
    case 'ours':
      return names.ours;
    case 'part':
      return names.part(nameOf(siteId!));
    case 'line':
      return names.line(line ?? '');
    case 'broadcast':
      return siteId === null ? names.broadcast : names.broadcastIn(nameOf(siteId));
    case 'site':
      return names.site(nameOf(siteId!));
  }
}
