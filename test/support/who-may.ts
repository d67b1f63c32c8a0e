import { randomUUID } from 'node:crypto';
import type { LiveCommands } from '../../src/contract/live.js';
import { ROUTES } from '../../src/contract/routes.js';
import { API_BASE } from '../../src/contract/version.js';
import type { Place, Thing } from './two-conferences.js';

type RouteName = keyof typeof ROUTES | 'live' | 'ready' | 'metrics';
export const OUTSIDE: Partial<Record<RouteName, string>> = {
  live: '/health/live',
  ready: '/health/ready',
  metrics: '/metrics',
};
export const ACTORS = ['anonymous', 'revoked', 'trainee', 'coordinator', 'viewer', 'organizer'] as const;
export type Actor = (typeof ACTORS)[number];
/**
 * `no`: nobody of that kind, whatever the id. `own`: what belongs to them; anything else is answered as if it
 * did not exist. `public`: of every conference that is no draft. `yes`: a route without an id, or an
 * organizer. `hidden`: as if there were no such route.
 */
export type Verdict = 'no' | 'own' | 'public' | 'yes' | 'hidden';
/**
 * In the order of ACTORS. A revoked sign-in is nobody's, so its verdict is that of anonymous;
 * but where `revoked` says otherwise.
 */
type Row = [anonymous: Verdict, trainee: Verdict, coordinator: Verdict, viewer: Verdict, organizer: Verdict];

const ORGANIZERS: Row = ['no', 'no', 'no', 'no', 'yes'];
const NOBODY: Row = ['no', 'no', 'no', 'no', 'no'];
const EVERYBODY: Row = ['yes', 'yes', 'yes', 'yes', 'yes'];
const SIGNED_IN: Row = ['no', 'yes', 'yes', 'yes', 'yes'];
const READERS: Row = ['public', 'own', 'own', 'own', 'yes'];
const SITE: Row = ['no', 'no', 'own', 'no', 'yes'];
const PERSON: Row = ['no', 'own', 'own', 'no', 'yes'];
const CONSOLE: Row = ['no', 'no', 'own', 'no', 'no'];
const BOARD: Row = ['no', 'no', 'no', 'own', 'yes'];

const TIMES = { startsAt: '2026-11-22T03:00:00.000Z', endsAt: '2026-11-22T04:00:00.000Z' };
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
}
const on = (
  method: string,
  route: RouteName,
  thing: Thing | null,
  who: Row,
  body?: Case['body'],
  upload?: Case['upload'],
): Case => ({
  method,
  route,
  thing,
  who,
  body,
  upload,
});

/**
 * Who may call what. A route that is not in here fails in `closed-by-default.e2e-spec.ts`. Those that destroy
 * come last; signing out is the very last.
 */
export const TABLE: Case[] = [
  on('GET', 'live', null, EVERYBODY),
  on('GET', 'ready', null, EVERYBODY),
  on('GET', 'metrics', null, ['hidden', 'hidden', 'hidden', 'hidden', 'yes']),
  on('GET', 'backup', null, ORGANIZERS),
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
  on('GET', 'me', null, SIGNED_IN),
  on('GET', 'conferences', null, EVERYBODY),
  on('POST', 'conferences', null, ORGANIZERS, () => ({
    slug: `s-${randomUUID().slice(0, 18)}`,
    title: 'X',
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
  })),
  on('GET', 'conference', 'conference', READERS),
  on('PATCH', 'conference', 'conference', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('GET', 'progress', 'conference', ORGANIZERS),
  on('GET', 'copies', 'conference', ORGANIZERS),
  on('POST', 'copies', 'conference', ORGANIZERS, () => ({
    id: randomUUID(),
    slug: `s-${randomUUID().slice(0, 18)}`,
    title: 'X',
    startsOn: '2026-11-29',
    parts: ['settings'],
  })),
  on('GET', 'copy', 'copy', ORGANIZERS),
  on('GET', 'checkpoints', 'conference', ['no', 'own', 'own', 'own', 'yes']),
  on('POST', 'checkpoints', 'conference', ORGANIZERS, () => ({ name: 'Bế mạc' })),
  on('PATCH', 'checkpoint', 'checkpoint', ORGANIZERS, () => ({ name: 'Đổi tên' })),
  on('GET', 'viewers', 'conference', ORGANIZERS),
  on('POST', 'viewers', 'conference', ORGANIZERS, () => ({ name: 'Tường' })),
  on('GET', 'sites', 'conference', ['no', 'own', 'own', 'no', 'yes']),
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
  on('GET', 'join', 'participant', ORGANIZERS),
  on('POST', 'join', 'participant', ORGANIZERS, (_, own) => ({ participantId: own.participant })),
  on('DELETE', 'join', 'participant', ORGANIZERS),
  on('POST', 'attendance', 'site', SITE, (_, own) => ({ entries: [entry(own)] })),
  on('GET', 'ledger', 'conference', SITE),
  // The one door that is open to a console that was revoked, and to nobody else.
  { ...on('POST', 'quarantine', null, NOBODY, (_, own) => ({ entries: [entry(own)] })), revoked: 'yes' },
  on('GET', 'conferenceQuarantine', 'conference', ORGANIZERS),
  on('POST', 'quarantineAccept', 'quarantine', ORGANIZERS),
  on('POST', 'quarantineReject', 'quarantine', ORGANIZERS, () => ({ reason: 'Máy bị mất' })),
  on('GET', 'refusedEntries', 'conference', ORGANIZERS),
  on('POST', 'refusedAccept', 'refused-entry', ORGANIZERS),
  on('POST', 'refusedReject', 'refused-entry', ORGANIZERS, () => ({ reason: 'Ghi nhầm' })),
  on('GET', 'siteHelp', 'site', SITE),
  on('POST', 'siteHelp', 'site', CONSOLE, () => helpCall()),
  on('GET', 'conferenceHelp', 'conference', ORGANIZERS),
  on('POST', 'helpTake', 'help', ORGANIZERS),
  on('POST', 'helpAnswer', 'help', ORGANIZERS),
  on('POST', 'helpWithdraw', 'help', CONSOLE),
  on('GET', 'siteScreen', 'site', SITE),
  on('GET', 'speakRequests', 'conference', SITE),
  on('POST', 'speakRequests', 'conference', SITE, ({ site }) => ({
    id: randomUUID(),
    topic: 'Đề nghị được phát biểu',
    siteId: site,
  })),
  on('PUT', 'speakGate', 'conference', ORGANIZERS, () => ({ open: true })),
  on('POST', 'speakPin', 'speak', ORGANIZERS),
  on('POST', 'speakCall', 'speak', ORGANIZERS),
  on('POST', 'speakReady', 'speak', SITE),
  on('POST', 'speakNotNow', 'speak', SITE),
  on('POST', 'speakStart', 'speak', ORGANIZERS),
  on('POST', 'speakEnd', 'speak', ORGANIZERS),
  on('POST', 'speakSkip', 'speak', ORGANIZERS),
  on('POST', 'speakWithdraw', 'speak', CONSOLE),
  on('GET', 'announcements', 'conference', ORGANIZERS),
  on('POST', 'announcements', 'conference', ORGANIZERS, () => ({ text: 'Tạm nghỉ', to: { all: true } })),
  on('POST', 'announcementReach', 'conference', ORGANIZERS, () => ({ to: { all: true } })),
  on('GET', 'siteAnnouncements', 'site', SITE),
  on('GET', 'announcement', 'announcement', ORGANIZERS),
  on('GET', 'announcementSites', 'announcement', ORGANIZERS),
  on('PATCH', 'announcement', 'announcement', ORGANIZERS, () => ({ text: 'Đổi lời' })),
  on('POST', 'announcementAcknowledge', 'announcement', CONSOLE),
  on('POST', 'announcementRemind', 'announcement', ORGANIZERS),
  on('POST', 'announcementSend', 'announcement', ORGANIZERS),
  on('POST', 'announcementCorrect', 'announcement', ORGANIZERS, () => ({ text: 'Đính chính' })),
  on('POST', 'announcementEnd', 'announcement', ORGANIZERS),
  on('DELETE', 'announcement', 'announcement', ORGANIZERS),
  on('GET', 'replay', 'conference', BOARD),
  on('GET', 'timeline', 'conference', ORGANIZERS),
  on('GET', 'siteReadiness', 'site', SITE),
  on('PUT', 'siteReadiness', 'site', CONSOLE, () => ({
    id: randomUUID(),
    items: [{ key: 'tone', outcome: 'passed' }],
    signedBy: 'Cán bộ trực',
  })),
  on('GET', 'readinessHistory', 'site', SITE),
  on('POST', 'readinessPass', 'site', ORGANIZERS, () => ({ reason: 'Đã gọi kiểm tra' })),
  on('POST', 'lineTest', 'site', CONSOLE),
  on('GET', 'lineProbe', 'site', CONSOLE),
  on('GET', 'lineDownload', 'site', CONSOLE),
  on('POST', 'lineUpload', 'site', CONSOLE, () => ({ filler: 'x' })),
  on('DELETE', 'lineTest', 'site', CONSOLE),
  on('PUT', 'siteCoordinator', 'site', CONSOLE, () => ({ name: 'Cán bộ trực', phone: '0912 345 678' })),
  on('GET', 'siteContacts', 'site', ORGANIZERS),
  on('POST', 'siteContacts', 'site', ORGANIZERS, () => ({ called: true })),
  on('GET', 'conferenceReadiness', 'conference', ORGANIZERS),
  on('GET', 'readinessItems', 'conference', ORGANIZERS),
  on('PUT', 'readinessItems', 'conference', ORGANIZERS, () => ({ staleHours: 24 })),
  on('GET', 'chase', 'conference', ORGANIZERS),
  on('GET', 'chaseXlsx', 'conference', ORGANIZERS),
  on('GET', 'incidents', 'conference', BOARD),
  on('GET', 'incident', 'incident', BOARD),
  on('GET', 'incidentSites', 'incident', ORGANIZERS),
  on('POST', 'incidentAcknowledge', 'incident', ORGANIZERS, () => ({ note: 'Đang sửa' })),
  on('GET', 'runbook', 'conference', ORGANIZERS),
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
  on('POST', 'sessionStart', 'session', ORGANIZERS),
  on('POST', 'sessionEnd', 'session', ORGANIZERS),
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
  on('GET', 'reportFigures', 'conference', ORGANIZERS),
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
    who: ['no', 'own', 'own', 'no', 'yes'],
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
