import { randomUUID } from 'node:crypto';
import type { LiveCommands } from '../../src/contract/live.js';
import { ROUTES } from '../../src/contract/routes.js';
import { API_BASE } from '../../src/contract/version.js';
import type { Place, Thing } from './two-conferences.js';
import {
  BOARD,
  CONSOLE,
  EVERYBODY,
  NOBODY,
  ORGANIZERS,
  OWNERS,
  PERSON,
  READER,
  READERS,
  type Row,
  SIGNED_IN,
  SITE,
  STEWARDS,
  type Verdict,
} from './verdicts.js';

type RouteName = keyof typeof ROUTES | 'live' | 'ready' | 'metrics';
export const OUTSIDE: Partial<Record<RouteName, string>> = {
  live: '/health/live',
  ready: '/health/ready',
  metrics: '/metrics',
};
const TIMES = { startsAt: '2026-11-22T03:00:00.000Z', endsAt: '2026-11-22T04:00:00.000Z' };
const newConference = () => ({
  slug: `s-${randomUUID().slice(0, 18)}`,
  title: 'X',
  startsOn: '2026-11-29',
});
const file = (name: string) => ({ name, content: '%PDF-1.7\n%%EOF' });
export interface Case {
  route: RouteName;
  method: string;
  thing: Thing | null;
  who: Row;
  /** @param at where the thing asked for lies, `own` what belongs to the actor */
  body?: (at: Partial<Place>, own: Place) => unknown;
  upload?: () => { name: string; content: string };
  revoked?: Verdict;
  /** Of an organizer who works in some conferences only. */
  local?: Verdict;
}
const on = (
  method: string,
  route: RouteName,
  thing: Thing | null,
  who: Row,
  body?: Case['body'],
  upload?: Case['upload'],
): Case => ({ method, route, thing, who, body, upload });

/**
 * Who may call what. A route that is not in here fails in `closed-by-default.e2e-spec.ts`. Those that destroy
 * come last; signing out is the very last.
 */
export const TABLE: Case[] = [
  on('GET', 'live', null, EVERYBODY),
  on('GET', 'ready', null, EVERYBODY),
  on('GET', 'metrics', null, ['hidden', 'hidden', 'hidden', 'hidden', 'reader']),
  on('GET', 'backup', null, OWNERS),
  on('GET', 'units', null, ORGANIZERS),
  on('GET', 'openapi', null, EVERYBODY),
  on('POST', 'signIn', null, EVERYBODY, () => ({})),
  on('POST', 'tokens', null, EVERYBODY, () => ({})),
  on('POST', 'pair', null, EVERYBODY, () => ({})),
  on('POST', 'trainee', null, EVERYBODY, () => ({})),
  on('POST', 'setUp', null, EVERYBODY, () => ({})),
  on('POST', 'setUpCheck', null, EVERYBODY, () => ({})),
  on('POST', 'view', null, EVERYBODY, () => ({})),
  on('POST', 'invitationOpen', null, EVERYBODY, () => ({})),
  on('POST', 'invitationPair', null, EVERYBODY, () => ({})),
  on('POST', 'invitedCheck', null, EVERYBODY, () => ({})),
  on('POST', 'invited', null, EVERYBODY, () => ({})),
  on('GET', 'me', null, SIGNED_IN),
  on('GET', 'caller', null, EVERYBODY),
  on('GET', 'signIns', null, READER),
  on('GET', 'tokens', null, READER),
  on('DELETE', 'ownSignIn', 'sign-in', READER),
  on('DELETE', 'token', 'sign-in', READER),
  on('POST', 'password', null, READER, () => ({})),
  on('GET', 'accounts', null, OWNERS),
  on('POST', 'accounts', null, OWNERS, () => ({})),
  on('PATCH', 'account', 'account', OWNERS, () => ({ name: 'Đổi tên' })),
  on('POST', 'accountInvite', 'account', OWNERS),
  on('GET', 'conferences', null, EVERYBODY),
  {
    ...on('POST', 'conferences', null, ORGANIZERS, () => ({ ...newConference(), endsOn: '2026-11-29' })),
    local: 'no',
  },
  on('GET', 'conference', 'conference', READERS),
  on('PATCH', 'conference', 'conference', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('GET', 'progress', 'conference', READER),
  on('GET', 'copies', 'conference', ORGANIZERS),
  {
    ...on('POST', 'copies', 'conference', ORGANIZERS, () => ({
      ...newConference(),
      id: randomUUID(),
      parts: ['settings'],
    })),
    local: 'no',
  },
  { ...on('GET', 'copy', 'copy', ORGANIZERS), local: 'no' },
  on('GET', 'checkpoints', 'conference', ['no', 'own', 'own', 'own', 'reader']),
  on('POST', 'checkpoints', 'conference', ORGANIZERS, () => ({ name: 'Bế mạc' })),
  on('PATCH', 'checkpoint', 'checkpoint', ORGANIZERS, () => ({ name: 'Đổi tên' })),
  on('GET', 'viewers', 'conference', ORGANIZERS),
  on('POST', 'viewers', 'conference', ORGANIZERS, () => ({ name: 'Tường' })),
  on('GET', 'sites', 'conference', PERSON),
  on('POST', 'sites', 'conference', ORGANIZERS, () => ({ code: randomUUID(), name: 'X' })),
  on('POST', 'siteImport', 'conference', ORGANIZERS, undefined, () => file('a.csv')),
  on('POST', 'sitesFromUnits', 'conference', ORGANIZERS, () => ({ province: '04' })),
  on('GET', 'site', 'site', PERSON),
  on('PATCH', 'site', 'site', ORGANIZERS, () => ({ name: 'Đổi tên' })),
  on('POST', 'pairings', 'site', ORGANIZERS),
  on('POST', 'siteInvitation', 'site', ORGANIZERS),
  on('POST', 'conferencePairings', 'conference', ORGANIZERS),
  on('GET', 'invitations', 'conference', ORGANIZERS),
  on('POST', 'invitations', 'conference', ORGANIZERS),
  on('GET', 'invitationSheet', 'conference', ORGANIZERS),
  on('GET', 'devices', 'site', ORGANIZERS),
  on('GET', 'participants', 'conference', SITE),
  on('POST', 'sessionImport', 'conference', ORGANIZERS, undefined, () => file('a.csv')),
  on('POST', 'participantImport', 'conference', ORGANIZERS, undefined, () => file('a.csv')),
  on('GET', 'unitNames', 'conference', ORGANIZERS),
  on('POST', 'unitMerges', 'conference', ORGANIZERS, () => ({ name: randomUUID(), into: 'Xã A' })),
  on('GET', 'participant', 'participant', PERSON),
  on('PATCH', 'participant', 'participant', ORGANIZERS, () => ({ unit: 'Phòng Văn hóa' })),
  on('GET', 'roster', 'site', SITE),
  on('GET', 'guests', 'site', SITE),
  on('GET', 'join', 'participant', STEWARDS),
  on('POST', 'join', 'participant', STEWARDS, (_, own) => ({ participantId: own.participant })),
  on('DELETE', 'join', 'participant', STEWARDS),
  on('POST', 'attendance', 'site', SITE, (_, own) => ({ entries: [entry(own)] })),
  on('GET', 'ledger', 'conference', SITE),
  // The one door that is open to a console that was revoked, and to nobody else.
  { ...on('POST', 'quarantine', null, NOBODY, (_, own) => ({ entries: [entry(own)] })), revoked: 'yes' },
  on('GET', 'conferenceQuarantine', 'conference', STEWARDS),
  on('POST', 'quarantineAccept', 'quarantine', STEWARDS),
  on('POST', 'quarantineReject', 'quarantine', STEWARDS, () => ({ reason: 'Máy bị mất' })),
  on('GET', 'refusedEntries', 'conference', STEWARDS),
  on('POST', 'refusedAccept', 'refused-entry', STEWARDS),
  on('POST', 'refusedReject', 'refused-entry', STEWARDS, () => ({ reason: 'Ghi nhầm' })),
  on('GET', 'siteHelp', 'site', SITE),
  on('POST', 'siteHelp', 'site', CONSOLE, () => helpCall()),
  on('GET', 'conferenceHelp', 'conference', STEWARDS),
  on('POST', 'helpTake', 'help', STEWARDS),
  on('POST', 'helpAnswer', 'help', STEWARDS),
  on('POST', 'helpWithdraw', 'help', CONSOLE),
  on('GET', 'siteScreen', 'site', SITE),
  on('GET', 'speakRequests', 'conference', SITE),
  on('POST', 'speakRequests', 'conference', SITE, ({ site }) => ({
    id: randomUUID(),
    topic: 'Đề nghị được phát biểu',
    siteId: site,
  })),
  on('PUT', 'speakGate', 'conference', STEWARDS, () => ({ open: true })),
  on('POST', 'speakPin', 'speak', STEWARDS),
  on('POST', 'speakCall', 'speak', STEWARDS),
  on('POST', 'speakReady', 'speak', SITE),
  on('POST', 'speakNotNow', 'speak', SITE),
  on('POST', 'speakStart', 'speak', STEWARDS),
  on('POST', 'speakEnd', 'speak', STEWARDS),
  on('POST', 'speakSkip', 'speak', STEWARDS),
  on('POST', 'speakWithdraw', 'speak', CONSOLE),
  on('GET', 'announcements', 'conference', STEWARDS),
  on('POST', 'announcements', 'conference', STEWARDS, () => ({ text: 'Tạm nghỉ', to: { all: true } })),
  on('POST', 'announcementReach', 'conference', STEWARDS, () => ({ to: { all: true } })),
  on('GET', 'siteAnnouncements', 'site', SITE),
  on('GET', 'announcement', 'announcement', STEWARDS),
  on('GET', 'announcementSites', 'announcement', STEWARDS),
  on('PATCH', 'announcement', 'announcement', STEWARDS, () => ({ text: 'Đổi lời' })),
  on('POST', 'announcementAcknowledge', 'announcement', CONSOLE),
  on('POST', 'announcementRemind', 'announcement', STEWARDS),
  on('POST', 'announcementSend', 'announcement', STEWARDS),
  on('POST', 'announcementCorrect', 'announcement', STEWARDS, () => ({ text: 'Đính chính' })),
  on('POST', 'announcementEnd', 'announcement', STEWARDS),
  on('DELETE', 'announcement', 'announcement', STEWARDS),
  on('GET', 'replay', 'conference', BOARD),
  on('GET', 'timeline', 'conference', STEWARDS),
  on('GET', 'siteReadiness', 'site', SITE),
  on('PUT', 'siteReadiness', 'site', CONSOLE, () => ({
    id: randomUUID(),
    items: [{ key: 'tone', outcome: 'passed' }],
    signedBy: 'Cán bộ trực',
  })),
  on('GET', 'readinessHistory', 'site', SITE),
  on('POST', 'readinessPass', 'site', STEWARDS, () => ({ reason: 'Đã gọi kiểm tra' })),
  on('POST', 'lineTest', 'site', CONSOLE),
  on('GET', 'lineProbe', 'site', CONSOLE),
  on('GET', 'lineDownload', 'site', CONSOLE),
  on('POST', 'lineUpload', 'site', CONSOLE, () => ({ filler: 'x' })),
  on('DELETE', 'lineTest', 'site', CONSOLE),
  on('PUT', 'siteCoordinator', 'site', CONSOLE, () => ({ name: 'Cán bộ trực', phone: '0912 345 678' })),
  on('GET', 'siteContacts', 'site', STEWARDS),
  on('POST', 'siteContacts', 'site', STEWARDS, () => ({ called: true })),
  on('GET', 'conferenceReadiness', 'conference', STEWARDS),
  on('GET', 'readinessItems', 'conference', STEWARDS),
  on('PUT', 'readinessItems', 'conference', ORGANIZERS, () => ({ staleHours: 24 })),
  on('GET', 'chase', 'conference', STEWARDS),
  on('GET', 'chaseXlsx', 'conference', ORGANIZERS),
  on('GET', 'incidents', 'conference', BOARD),
  on('GET', 'incident', 'incident', BOARD),
  on('GET', 'incidentSites', 'incident', STEWARDS),
  on('POST', 'incidentAcknowledge', 'incident', STEWARDS, () => ({ note: 'Đang sửa' })),
  on('GET', 'runbook', 'conference', STEWARDS),
  on('PUT', 'runbook', 'conference', ORGANIZERS, () => ({ ours: 'Gọi phòng máy' })),
  on('GET', 'board', 'conference', BOARD),
  on('GET', 'boardChanges', 'conference', BOARD),
  on('GET', 'schedule', 'conference', READERS),
  on('GET', 'scheduleIcs', 'conference', READERS),
  on('GET', 'scheduleJson', 'conference', READERS),
  on('GET', 'scheduleXml', 'conference', READERS),
  on('GET', 'broadcast', 'conference', READERS),
  on('GET', 'sessions', 'conference', READERS),
  on('POST', 'sessions', 'conference', ORGANIZERS, () => ({ title: 'X', ...TIMES })),
  on('GET', 'session', 'session', READERS),
  on('PATCH', 'session', 'session', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('POST', 'sessionStart', 'session', STEWARDS),
  on('POST', 'sessionEnd', 'session', STEWARDS),
  on('GET', 'materials', 'conference', READERS),
  on('POST', 'materials', 'conference', ORGANIZERS, undefined, () => file('b.pdf')),
  on('GET', 'material', 'material', READERS),
  on('PATCH', 'material', 'material', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('POST', 'materialVersions', 'material', ORGANIZERS, undefined, () => file('c.pdf')),
  on('GET', 'materialContent', 'material', READERS),
  on('GET', 'materialDownloads', 'material', ORGANIZERS),
  on('GET', 'reportCsv', 'conference', ORGANIZERS),
  on('GET', 'reportXlsx', 'conference', ORGANIZERS),
  on('GET', 'reportPdf', 'conference', ORGANIZERS),
  on('GET', 'reportFigures', 'conference', READER),
  on('GET', 'reportSummaryDocx', 'conference', ORGANIZERS),
  on('GET', 'reportMinutesDocx', 'conference', ORGANIZERS),
  on('GET', 'reportMinutesPdf', 'conference', ORGANIZERS),
  on('GET', 'reportSummaryPdf', 'conference', ORGANIZERS),
  on('GET', 'reportAppendixDocx', 'conference', ORGANIZERS),
  on('GET', 'reportAppendixPdf', 'conference', ORGANIZERS),
  on('GET', 'paperSettings', 'conference', ORGANIZERS),
  on('PUT', 'paperSettings', 'conference', ORGANIZERS, () => ({ issuingBody: 'Sở Khoa học và Công nghệ' })),
  on('DELETE', 'unitMerge', 'unit-merge', ORGANIZERS),
  on('DELETE', 'material', 'material', ORGANIZERS),
  on('DELETE', 'session', 'session', ORGANIZERS),
  on('DELETE', 'viewer', 'viewer', ORGANIZERS),
  on('DELETE', 'device', 'device', ORGANIZERS),
  on('DELETE', 'invitation', 'invitation', ORGANIZERS),
  on('DELETE', 'participant', 'participant', ORGANIZERS),
  on('DELETE', 'site', 'site', ORGANIZERS),
  on('POST', 'participantsRemove', 'conference', ORGANIZERS, ({ participant }) => ({
    participantIds: [participant],
  })),
  on('POST', 'participants', 'conference', ORGANIZERS, ({ site }) => ({
    siteId: site,
    fullName: 'Lê Văn A',
  })),
  on('POST', 'signOut', null, SIGNED_IN),
];
export const LIVE: Record<
  keyof LiveCommands,
  { thing: 'conference' | 'site' | null; who: Row; body: (id: string, own: Place) => unknown }
> = {
  'board.watch': { thing: 'conference', who: BOARD, body: (conferenceId) => ({ conferenceId }) },
  'site.join': { thing: 'site', who: CONSOLE, body: (siteId) => ({ siteId }) },
  'site.signal': {
    thing: null,
    who: ['no', 'no', 'yes', 'no', 'no'],
    body: () => ({ picture: 'ok', sound: 'ok' }),
  },
  'site.help': { thing: null, who: ['no', 'no', 'yes', 'no', 'no'], body: () => helpCall() },
  'announcement.received': {
    thing: null,
    who: ['no', 'no', 'yes', 'no', 'no'],
    body: () => ({ ids: [randomUUID()] }),
  },
  'screen.join': { thing: 'site', who: CONSOLE, body: (siteId) => ({ siteId }) },
  'attendance.submit': {
    thing: 'site',
    who: SITE,
    body: (siteId, own) => ({ siteId, entries: [entry(own)] }),
  },
  'conference.follow': {
    thing: 'conference',
    who: ['no', 'own', 'own', 'no', 'reader'],
    body: (conferenceId) => ({ conferenceId }),
  },
};

export const pathOf = (route: RouteName): string =>
  OUTSIDE[route] ?? `${API_BASE}${ROUTES[route as keyof typeof ROUTES]}`;
export const nameOf = ({ method, route }: Case): string => `${method} ${pathOf(route)}`;

function entry({ checkpoint, participant }: Place): object {
  return {
    id: randomUUID(),
    checkpointId: checkpoint,
    kind: 'present',
    participantId: participant,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
  };
}

function helpCall(): object {
  return { id: randomUUID(), message: 'Không có hình' };
}
