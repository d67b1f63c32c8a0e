import type { PrincipalKind } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';

/**
 * The conference that `/` opens at once: the only one that runs, else the only one still to come, else
 * the only one; `null` if the list is shown.
 */
export function conferenceAtHome<T extends Pick<Conference, 'status'>>(conferences: readonly T[]): T | null {
  for (const candidates of [
    conferences.filter(({ status }) => status === 'live'),
    conferences.filter(({ status }) => status === 'open'),
    conferences,
  ]) {
    if (candidates.length === 1) return candidates[0]!;
    if (candidates.length > 1) return null;
  }
  return null;
}
/** The page of those who are signed in; a trainee's is here. */
export function doorOf(kind: PrincipalKind | undefined): string | null {
  switch (kind) {
    case 'organizer':
    case 'viewer':
      return '/organizer';
    case 'coordinator':
      return '/console';
    case 'trainee':
    case undefined:
      return null;
  }
}
/** Conferences of today first, then coming ones, then past ones; the latest first among equals. */
export function inOrderOfInterest(conferences: readonly Conference[]): Conference[] {
  const rank = { live: 0, open: 1, closed: 2, draft: 3 } as const;
  return [...conferences].sort(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (a.startsOn < b.startsOn ? 1 : a.startsOn > b.startsOn ? -1 : 0) ||
      (a.id < b.id ? 1 : -1),
  );
}
