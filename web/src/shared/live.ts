import { io, type Socket } from 'socket.io-client';
import type { LiveCommands, LiveNews } from '#contract/live.js';
import { LIVE_NAMESPACE, LIVE_PAGE_HEADER } from '#contract/live.js';
import { CONTRACT_VERSION } from '#contract/version.js';
import { tellContractNews } from './contract-news.js';
import { noteProblem } from './fetch-api.js';
import { LineChoice } from './line-choice.js';
import { RECONNECTION } from './reconnection.js';

/** How often a page whose version is refused asks whether it is served again. */
const COMES_BACK_MS = 60_000;

export type LiveSocket = Socket<LiveNews, LiveCommands>;
/** `data`: the service's own problem; absent if the service did not answer. */
type Refusal = Error & { data?: { code?: unknown } };

/** After this time polling is tried: a proxy that swallows the WebSocket's handshake answers nothing. */
const OPENS_WITHIN_MS = 10_000;

/**
 * Opens the live connection of this page, by its cookie or a device's token. It reconnects by itself, by
 * polling where a WebSocket does not get through.
 */
export function connectLive(token?: string): LiveSocket {
  const live: LiveSocket = io(LIVE_NAMESPACE, {
    auth: { contract: CONTRACT_VERSION, ...(token === undefined ? {} : { token }) },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: OPENS_WITHIN_MS,
    extraHeaders: { [LIVE_PAGE_HEADER]: '1' },
    ...RECONNECTION,
    withCredentials: true,
  });
  chooseLine(live);
  heedContract(live);
  return live;
}

/** Connects again after a refused handshake, which socket.io does not: the service may be rolled back. */
function heedContract(live: LiveSocket): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { disconnect } = live;
  live.disconnect = live.close = () => {
    clearTimeout(timer);
    return disconnect.call(live);
  };
  live.on('connect', () => tellContractNews('served'));
  live.on('connect_error', (fault: Refusal) => {
    noteProblem(fault.data?.code);
    clearTimeout(timer);
    if (fault.data?.code !== 'contract.too-old') return;
    timer = setTimeout(() => live.connect(), COMES_BACK_MS * (0.75 + Math.random() / 2));
  });
}

/** Tells the choice how each connection ended, and applies it to the next. */
function chooseLine(live: LiveSocket): void {
  const manager = live.io;
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
  live.on('connect_error', (fault: Refusal) => {
    if (fault.data === undefined) return;
    choice.refused();
    apply();
  });
}
