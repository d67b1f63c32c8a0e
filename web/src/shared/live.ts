import { io, type Socket } from 'socket.io-client';
import type { LiveCommands, LiveNews } from '#contract/live.js';
import { LIVE_NAMESPACE } from '#contract/live.js';

export type LiveSocket = Socket<LiveNews, LiveCommands>;

/** The live connection of this page, by its cookie, or by a device's own token. Comes back by itself, spread out so that 239 rooms do not return at once. */
export function connectLive(token?: string): LiveSocket {
  return io(LIVE_NAMESPACE, { ...(token === undefined ? {} : { auth: { token } }), transports: ['websocket', 'polling'], reconnectionDelay: 2_000, reconnectionDelayMax: 30_000, randomizationFactor: 1, withCredentials: true });
}
