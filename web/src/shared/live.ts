import { io, type Socket } from 'socket.io-client';
import type { LiveCommands, LiveNews } from '#contract/live.js';
import { LIVE_NAMESPACE } from '#contract/live.js';
import { RECONNECTION } from './reconnection.js';

export type LiveSocket = Socket<LiveNews, LiveCommands>;

/** The live connection of this page, by its cookie, or by a device's own token. Comes back by itself. */
export function connectLive(token?: string): LiveSocket {
  return io(LIVE_NAMESPACE, { ...(token === undefined ? {} : { auth: { token } }), transports: ['websocket', 'polling'], ...RECONNECTION, withCredentials: true });
}
