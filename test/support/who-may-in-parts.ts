import type { Role } from '../../src/contract/account.js';
import type { GrantRole } from '../../src/contract/grant.js';
import type { LiveCommands } from '../../src/contract/live.js';
import { type Case, TABLE } from './who-may.js';

/**
 * What accounts with only a part of the tree may do. It is written here once more, so that a fault in the
 * service's decorators is found. What is not named is closed to them.
 */
const WATCHERS = `
  GET conference, progress, checkpoints, checkpoint, sites, site, devices, participants, participant, roster,
  guests, join, ledger,
  conferenceQuarantine, refusedEntries, siteHelp, conferenceHelp, siteScreen, speakRequests,
  announcements, siteAnnouncements, announcement, announcementSites, replay, timeline, siteReadiness,
  readinessHistory, siteContacts, conferenceReadiness, readinessItems, chase, chaseXlsx, incidents, incident,
  incidentSites, runbook, board, boardChanges, schedule, scheduleIcs, scheduleJson, scheduleXml, broadcast,
  sessions, session, materials, material, materialContent, reportCsv, reportXlsx, reportPdf, reportFigures,
  reportSummaryDocx, reportMinutesDocx, reportMinutesPdf, reportSummaryPdf, reportAppendixDocx,
  reportAppendixPdf, paperSettings`;
const MANAGERS = `
  GET grants, invitations, invitationSheet
  POST grants, sites, pairings, conferencePairings, invitations, siteInvitation, participants,
  participantsRemove, join, attendance, quarantineAccept, quarantineReject, refusedAccept, refusedReject,
  helpTake, helpAnswer, speakRequests, speakReady, speakNotNow, announcements, announcementReach,
  announcementSend, announcementEnd, announcementCorrect, announcementRemind, readinessPass, siteContacts,
  incidentAcknowledge
  PATCH site, participant, announcement
  DELETE grants, site, participant, join, device, invitation, announcement`;

const named = (text: string): Set<string> => {
  let method = '';
  return new Set(
    text
      .split(/[\s,]+/)
      .filter(Boolean)
      .flatMap((word) => {
        if (!/^[A-Z]+$/.test(word)) return [`${method} ${word}`];
        method = word;
        return [];
      }),
  );
};
const OPEN: Record<GrantRole, Set<string>> = { watcher: named(WATCHERS), manager: named(MANAGERS) };
export const LIVE_IN_PARTS: Partial<Record<keyof LiveCommands, GrantRole>> = {
  'board.watch': 'watcher',
  'conference.follow': 'watcher',
  'attendance.submit': 'manager',
};

/** Names that are in no row of `TABLE`. */
export const strangers = (): string[] => {
  const known = new Set(TABLE.map(({ method, route }) => `${method} ${route}`));
  return [...OPEN.watcher, ...OPEN.manager].filter((name) => !known.has(name));
};

export const neededFor = ({ method, route }: Case): GrantRole | 'closed' => {
  const name = `${method} ${route}`;
  if (OPEN.watcher.has(name)) return 'watcher';
  return OPEN.manager.has(name) ? 'manager' : 'closed';
};

export interface PartActor {
  role: Exclude<Role, 'owner'>;
  grant: GrantRole;
}
export const PART_ACTORS: PartActor[] = (['reader', 'steward', 'organizer'] as const).flatMap((role) =>
  (['watcher', 'manager'] as const).map((grant) => ({ role, grant })),
);
const ROLES: readonly string[] = ['reader', 'steward', 'organizer', 'owner'];
/** Whether the role lets them in at all; a part changes nothing about that. */
export const hasRole = ({ role }: PartActor, { who }: Case): boolean =>
  who[0] !== 'no' || (who[4] !== 'no' && ROLES.indexOf(role) >= ROLES.indexOf(who[4]));
export const hasGrant = ({ grant }: PartActor, need: GrantRole | 'closed'): boolean =>
  need === 'watcher' || (need === 'manager' && grant === 'manager');
