import { randomUUID } from 'node:crypto';
import type { LiveCommands } from '../../src/contract/live.js';
import { ORGANIZER } from './app.js';
import type { Place } from './two-conferences.js';
import { BOARD, CONSOLE, type Row, SITE } from './verdicts.js';

/** Who may send which live event. */
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

export function entry({ checkpoint, participant }: Place): object {
  return {
    id: randomUUID(),
    checkpointId: checkpoint,
    kind: 'present',
    participantId: participant,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
  };
}

export function helpCall(): object {
  return { id: randomUUID(), message: 'Không có hình' };
}

/** To somebody who works everywhere: that is refused, after all that is asked before. */
export const givenPart = ({ site }: Partial<Place>): object => ({
  siteId: site,
  login: ORGANIZER.login,
  role: 'watcher',
});
export const withdrawnPart = ({ site }: Partial<Place>): object => ({
  siteId: site,
  accountId: randomUUID(),
});

export const newConference = () => ({
  slug: `s-${randomUUID().slice(0, 18)}`,
  title: 'X',
  startsOn: '2026-11-29',
});
