import { io, type Manager, type Socket } from 'socket.io-client';
import type { LiveCommands, LiveNews } from '#contract/live.js';
import { LIVE_NAMESPACE, LIVE_PAGE_HEADER } from '#contract/live.js';
import { LineChoice } from './line-choice.js';
import { RECONNECTION } from './reconnection.js';

export type LiveSocket = Socket<LiveNews, LiveCommands>;

/** A proxy that swallows the WebSocket's handshake answers nothing at all: then polling is tried after this time. */
const OPENS_WITHIN_MS = 10_000;

/**
 * Opens the live connection of this page, by its cookie, or by a device's own token. It comes back by itself, and
 * by polling where a WebSocket does not get through.
 */
export function connectLive(token?: string): LiveSocket {
  const live: LiveSocket = io(LIVE_NAMESPACE, {
    ...(token === undefined ? {} : { auth: { token } }),
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: OPENS_WITHIN_MS,
    extraHeaders: { [LIVE_PAGE_HEADER]: '1' },
    ...RECONNECTION,
    withCredentials: true,
  });
  chooseLine(live.io);
  return live;
}

/** Tells the choice what became of each connection, and has the next one begin as it says. */
function chooseLine(manager: Manager<LiveNews, LiveCommands>): void {
  const choice = new LineChoice();
  const apply = (): void => void Object.assign(manager.opts, choice.next());
  manager.on('open', () => choice.opened(manager.engine.transport.name, Date.now()));
  manager.on('close', () => {
    choice.closed(Date.now());
    apply();
  });
  manager.on('error', (fault) => {
    choice.failed(fault.message);
    apply();
  });
}
