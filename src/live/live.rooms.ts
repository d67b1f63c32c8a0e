import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { runsTheDay } from '../contract/account.js';
import type { SignedIn } from '../identity/sign-ins/access.service.js';
import type { Principal, PrincipalKind } from '../contract/auth.js';
import type { LiveCommands, LiveNews } from '../contract/live.js';
import type { Id } from '../contract/wire.js';

/** The token of a socket, and its principal. */
export interface LiveData {
  token: string;
  signedIn: SignedIn;
}
export type LiveSocket = Socket<LiveCommands, LiveNews, DefaultEventsMap, LiveData>;
export type LiveNamespace = Namespace<LiveCommands, LiveNews, DefaultEventsMap, LiveData>;

/** Who is told alike: an organizer who reads alone hears nothing of what the day's people do. */
export type AudienceKind = PrincipalKind | 'reader';
const audienceOf = (principal: Principal): AudienceKind =>
  principal.kind === 'organizer' && !runsTheDay(principal) ? 'reader' : principal.kind;

/** The names of the rooms: who is told together. */
export const ROOM = {
  board: (conferenceId: Id) => `board:${conferenceId}`,
  site: (siteId: Id) => `site:${siteId}`,
  /** The second screens of a site's room, and all of a conference: told nothing that names a person. */
  screen: (siteId: Id) => `screen:${siteId}`,
  screens: (conferenceId: Id) => `screens:${conferenceId}`,
  device: (deviceId: Id) => `device:${deviceId}`,
  /** Everybody who follows the conference in some way. */
  conference: (conferenceId: Id) => `conference:${conferenceId}`,
  /** Rooms of one kind. */
  audience: (conferenceId: Id, kind: AudienceKind) => `conference:${conferenceId}:${kind}`,
} as const;

export const principalOf = (socket: LiveSocket): Principal => socket.data.signedIn.principal;

/** Puts a socket in the rooms of screens alone. */
export function showOn(socket: LiveSocket, ...rooms: string[]): void {
  if (socket.connected) void socket.join(rooms);
}

/** Puts a socket in the rooms of a conference. One that has gone meanwhile would never leave them again. */
export function enter(socket: LiveSocket, conferenceId: Id, ...rooms: string[]): void {
  if (!socket.connected) return;
  void socket.join([
    ROOM.conference(conferenceId),
    ROOM.audience(conferenceId, audienceOf(principalOf(socket))),
    ...rooms,
  ]);
}
