import { type AccountScope, partsIn, worksIn } from './account.js';
import { GRANT_ROLES, type GrantRole, grantReaches, type Part } from './grant.js';
import type { ROUTES } from './routes.js';
import type { Id } from './wire.js';

type RouteName = keyof typeof ROUTES;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** A call by method and name of the route. */
export type Call = `${Method} ${RouteName}`;

/** Names of routes by method. Each is one of `ROUTES`: `test/support/who-may-in-parts.ts`. */
const OPEN: Readonly<Record<GrantRole, Partial<Record<Method, string>>>> = {
  watcher: {
    GET: `conference progress checkpoints checkpoint sites site devices participants participant roster
      guests join ledger conferenceQuarantine refusedEntries siteHelp conferenceHelp siteScreen speakRequests
      announcements siteAnnouncements announcement announcementSites replay timeline siteReadiness
      readinessHistory siteContacts conferenceReadiness readinessItems chase chaseXlsx incidents incident
      incidentSites runbook board boardChanges schedule scheduleIcs scheduleJson scheduleXml broadcast
      sessions session materials material materialContent reportCsv reportXlsx reportPdf reportFigures
      reportSummaryDocx reportMinutesDocx reportMinutesPdf reportSummaryPdf reportAppendixDocx
      reportAppendixPdf paperSettings`,
  },
  manager: {
    GET: 'grants invitations invitationSheet',
    POST: `grants sites pairings conferencePairings invitations siteInvitation participants participantsRemove
      join attendance quarantineAccept quarantineReject refusedAccept refusedReject helpTake helpAnswer
      speakRequests speakReady speakNotNow announcements announcementReach announcementSend announcementEnd
      announcementCorrect announcementRemind readinessPass siteContacts incidentAcknowledge`,
    PATCH: 'site participant announcement',
    DELETE: 'grants site participant join device invitation announcement',
  },
};
/**
 * What is open to an account with a part of the tree alone, by the least that it needs there. What is named
 * nowhere is closed to it: what one cannot cut belongs to those who work in the whole conference.
 */
export const OPEN_IN_PARTS: ReadonlyMap<string, GrantRole> = new Map(
  GRANT_ROLES.flatMap((role) =>
    Object.entries(OPEN[role]).flatMap(([method, names]) =>
      names.split(/\s+/).map((name): [string, GrantRole] => [`${method} ${name}`, role]),
    ),
  ),
);
/** What a call needs of an account with a part alone; `closed`: it is answered 403 whatever it has. */
export const neededInParts = (call: string): GrantRole | 'closed' => OPEN_IN_PARTS.get(call) ?? 'closed';

/** Whether what an account has of a conference lets it make the call; its role has to let it, too. */
export function isOpenTo(
  account: { scope: AccountScope; parts?: readonly Part[] },
  conferenceId: Id,
  call: Call,
): boolean {
  if (worksIn(account, conferenceId)) return true;
  const need = neededInParts(call);
  return need !== 'closed' && partsIn(account, conferenceId).some(({ role }) => grantReaches(role, need));
}
