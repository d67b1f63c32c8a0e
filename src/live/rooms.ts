import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { SignedIn } from '../access/access.service.js';
import type { PrincipalKind } from '../contract/auth.js';
import type { LiveCommands, LiveNews } from '../contract/live.js';
import type { Id } from '../contract/wire.js';

/** What the service knows of a socket: the token it came with, and whose it is. */
export interface LiveData {
  token: string;
  signedIn: SignedIn;
}
export type LiveSocket = Socket<LiveCommands, LiveNews, DefaultEventsMap, LiveData>;
export type LiveNamespace = Namespace<LiveCommands, LiveNews, DefaultEventsMap, LiveData>;

/** The names of the rooms: who is told together. */
export const ROOM = {
  board: (conferenceId: Id) => `board:${conferenceId}`,
  site: (siteId: Id) => `site:${siteId}`,
  device: (deviceId: Id) => `device:${deviceId}`,
  /** Everybody who follows the conference in some way. */
  conference: (conferenceId: Id) => `conference:${conferenceId}`,
  /** Those of one kind among them. */
  audience: (conferenceId: Id, kind: PrincipalKind) => `conference:${conferenceId}:${kind}`,
} as const;
