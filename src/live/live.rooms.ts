import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { rootsIn, runsTheDay, worksIn } from '../contract/account.js';
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

/**
 * The room of organizers who have the same parts of a conference. They are not in the room of organizers,
 * whose news is not cut.
 */
export interface PartRoom {
  conferenceId: Id;
  kind: 'organizer' | 'reader';
  /** The first sites of the parts, in order. */
  roots: readonly Id[];
}
const PART = 'part';
const partRoom = ({ conferenceId, kind, roots }: PartRoom): string =>
  [PART, conferenceId, kind, ...roots].join(':');
/** `null` if the room is another one. */
export function partRoomOf(room: string): PartRoom | null {
  const [name, conferenceId, kind, ...roots] = room.split(':');
  return name === PART ? { conferenceId: conferenceId!, kind: kind as PartRoom['kind'], roots } : null;
}

/** The names of the rooms: who is told together. */
export const ROOM = {
  /** @param roots of a part; empty for the whole conference */
  board: (conferenceId: Id, roots: readonly Id[] = []) => ['board', conferenceId, ...roots].join(':'),
  site: (siteId: Id) => `site:${siteId}`,
  /** The second screens of a site's room, and all of a conference: told nothing that names a person. */
  screen: (siteId: Id) => `screen:${siteId}`,
  screens: (conferenceId: Id) => `screens:${conferenceId}`,
  device: (deviceId: Id) => `device:${deviceId}`,
  /** Everybody who follows the conference in some way. */
  conference: (conferenceId: Id) => `conference:${conferenceId}`,
  /** Rooms of one kind. */
  audience: (conferenceId: Id, kind: AudienceKind) => `conference:${conferenceId}:${kind}`,
  part: partRoom,
} as const;

export const principalOf = (socket: LiveSocket): Principal => socket.data.signedIn.principal;

/** Puts a socket in the rooms of screens alone. */
export function showOn(socket: LiveSocket, ...rooms: string[]): void {
  if (socket.connected) void socket.join(rooms);
}

/** Puts a socket in the rooms of a conference. One that has gone meanwhile would never leave them again. */
export function enter(socket: LiveSocket, conferenceId: Id, ...rooms: string[]): void {
  if (!socket.connected) return;
  void socket.join([ROOM.conference(conferenceId), ownRoom(principalOf(socket), conferenceId), ...rooms]);
}

function ownRoom(principal: Principal, conferenceId: Id): string {
  const kind = audienceOf(principal);
  if (principal.kind !== 'organizer' || worksIn(principal, conferenceId))
    return ROOM.audience(conferenceId, kind);
  const roots = rootsIn(principal, conferenceId);
  return ROOM.part({ conferenceId, kind: kind as PartRoom['kind'], roots });
}
