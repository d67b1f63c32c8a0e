import type { Role } from '#contract/account.js';
import type { Call } from '#contract/open-in-parts.js';

/**
 * The pages of one conference, in the order of the menu: what is done before the day, on it and after it. A
 * part without a group stands alone.
 */
export const MENU = [
  { group: null, sections: ['home'] },
  {
    group: 'before',
    sections: [
      'sites',
      'participants',
      'units',
      'schedule',
      'checkpoints',
      'materials',
      'pairing',
      'rosters',
      'readiness',
    ],
  },
  { group: 'during', sections: ['board', 'announcements', 'speaking', 'decisions'] },
  { group: 'after', sections: ['timeline', 'replay', 'reports', 'data'] },
  { group: null, sections: ['settings', 'parts', 'webhooks'] },
] as const;
export type Section = (typeof MENU)[number]['sections'][number];
export const SECTIONS: readonly Section[] = MENU.flatMap(({ sections }): readonly Section[] => sections);
export type Route =
  | { page: 'conferences' }
  | { page: 'accounts' }
  | { page: 'account' }
  | { page: 'audit' }
  | { page: 'conference'; slug: string; section: Section | null }
  | { page: 'unknown' };

/** The least role for which a page of a conference is of use. */
export const LEAST: Readonly<Record<Section, Role>> = {
  home: 'organizer',
  sites: 'organizer',
  participants: 'organizer',
  units: 'organizer',
  schedule: 'organizer',
  checkpoints: 'organizer',
  materials: 'organizer',
  pairing: 'organizer',
  rosters: 'organizer',
  readiness: 'steward',
  board: 'reader',
  announcements: 'steward',
  speaking: 'steward',
  decisions: 'steward',
  timeline: 'steward',
  replay: 'reader',
  reports: 'reader',
  data: 'organizer',
  settings: 'organizer',
  parts: 'organizer',
  webhooks: 'organizer',
};
/** The call without which a page is of no use: who has a part alone has the page if that is open to them. */
export const CALL: Readonly<Record<Section, Call>> = {
  home: 'PATCH conference',
  sites: 'POST sites',
  participants: 'POST participants',
  units: 'GET unitNames',
  schedule: 'POST sessions',
  checkpoints: 'POST checkpoints',
  materials: 'POST materials',
  pairing: 'POST conferencePairings',
  rosters: 'GET participants',
  readiness: 'GET chase',
  board: 'GET board',
  announcements: 'GET announcements',
  speaking: 'GET speakRequests',
  decisions: 'GET conferenceQuarantine',
  timeline: 'GET timeline',
  replay: 'GET replay',
  reports: 'GET reportFigures',
  data: 'GET dataRequests',
  settings: 'PATCH conference',
  parts: 'GET grants',
  webhooks: 'GET webhooks',
};

export const HOME = '/organizer';
/** All accounts, for owners; and one's own. */
export const ACCOUNTS = `${HOME}/accounts`;
/** Who did what, for owners. */
export const AUDIT = `${HOME}/audit`;
export const OWN_ACCOUNT = `${HOME}/account`;

/**
 * Reads a path: `/organizer/c/tap-huan/board` → the board of that conference. Without a section the
 * conference leads to the one that is wanted now.
 */
export function routeOf(path: string): Route {
  const [, first, c, slug, section, ...rest] = path.replace(/\/+$/, '').split('/');
  if (first !== 'organizer' || rest.length > 0) return { page: 'unknown' };
  if (c === undefined) return { page: 'conferences' };
  if ((c === 'accounts' || c === 'account' || c === 'audit') && slug === undefined) return { page: c };
  const known = section === undefined ? null : SECTIONS.find((one) => one === section);
  return c === 'c' && slug && known !== undefined
    ? { page: 'conference', slug: decoded(slug), section: known }
    : { page: 'unknown' };
}

/** @param section absent: the one that is wanted now */
export function pathOf(slug: string, section?: Section): string {
  return `${HOME}/c/${encodeURIComponent(slug)}${section === undefined ? '' : `/${section}`}`;
}

/** Answers the query with these fields changed; `null` removes a field. */
export function withQuery(search: string, patch: Record<string, string | null>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

type SecretKind = 'set-up' | 'view' | 'invited';
/**
 * Reads the secret in the fragment, which never reaches a server's log: `#set-up=…`, `#view=…`,
 * `#invited=…`.
 */
export function secretOf(hash: string): { kind: SecretKind; token: string } | null {
  const found = /^#(set-up|view|invited)=([\w~.-]{8,200})$/.exec(hash);
  return found ? { kind: found[1] as SecretKind, token: found[2]! } : null;
}

/** Reads why a sign-in at the OpenID provider led back here: `#refused=auth.no-role`; `null` if none did. */
export function refusalOf(hash: string): string | null {
  return /^#refused=([a-z]+(?:[.-][a-z]+)*)$/.exec(hash)?.[1] ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A broken escape is no slug of ours; the page says that it does not exist.
  }
}
