import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import cookie from '@fastify/cookie';
import { isDeepStrictEqual } from 'node:util';
import { AccountChanged } from '../identity/accounts/accounts.events.js';
import { AccessEnded } from '../identity/sign-ins/access.events.js';
import { AccessService, type SignedIn } from '../identity/sign-ins/access.service.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { FaultLog } from '../platform/http/fault-log.js';
import { problemOf } from '../platform/http/problem-of.js';
import { Problem } from '../platform/http/problem.js';
import { ServedContracts } from '../platform/http/served-contracts.js';
import { Ids } from '../platform/ids/ids.js';
import { type Backlog, judgeBacklog, type Lag } from './backlog.rules.js';
import { LiveMetrics } from './live-metrics.js';
import { EVENT_BYTES } from './rate.rules.js';
import type { LiveNamespace, LiveSocket } from './live.rooms.js';

/** A person with twenty tabs is a program gone wrong. Never counted by address: a whole site shares one. */
const SOCKETS_PER_SIGN_IN = 20;
const LOOK_EVERY = 250;
const EXPIRY_EVERY = 8;
/** Each gateway adds a listener to the namespace and to every socket; Node warns from the eleventh on. */
const LISTENERS = 64;

interface Engine {
  on: (event: 'connection', listener: (connection: LiveSocket['conn']) => void) => void;
}
type EndReason = 'revoked' | 'signed-out' | 'expired';

/** Admits sockets by their sign-in, and ends them with it or if they do not read. */
@Injectable()
export class LiveSockets implements OnModuleDestroy {
  private readonly log = new Logger(LiveSockets.name);
  private readonly bySignIn = new Map<Id, Set<LiveSocket>>();
  private readonly admitted = new WeakSet<LiveSocket['conn']>();
  /** Readers that are behind, at the last look. */
  private behind = new Map<LiveSocket, Lag>();
  private namespace: LiveNamespace | null = null;
  private looks = 0;
  private timer: NodeJS.Timeout;

  constructor(
    private readonly access: AccessService,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly metrics: LiveMetrics,
    private readonly faults: FaultLog,
    private readonly contracts: ServedContracts,
    bus: EventBus,
  ) {
    bus.on(AccessEnded, ({ signInIds, reason }) =>
      signInIds.forEach((id) => this.bySignIn.get(id)?.forEach((socket) => this.end(socket, reason))),
    );
    // Who may more or less than a moment ago comes back, and asks anew for what they may hear.
    bus.on(AccountChanged, ({ signInIds }) =>
      signInIds.forEach((id) => this.bySignIn.get(id)?.forEach((socket) => socket.conn.close())),
    );
  }

  open(namespace: LiveNamespace): void {
    this.namespace = namespace;
    namespace.setMaxListeners(LISTENERS);
    namespace.use((socket, next) => void this.answer(socket, next));
    // Nothing lives in the root namespace; without this it would hold sockets
    // that nobody has asked who they are.
    namespace.server
      .of('/')
      .use((_, next) =>
        next(this.refusal(new Problem('auth.forbidden', `Connect to the namespace ${namespace.name}`))),
      );
    (namespace.server.engine as Engine).on('connection', (connection) => this.watch(connection));
    this.timer = setInterval(() => this.look(), LOOK_EVERY).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Nobody who has not signed in makes the service read a large message. */
  private watch(connection: LiveSocket['conn']): void {
    connection.on('packet', ({ data }: { data?: unknown }) => {
      if (!this.admitted.has(connection) && typeof data === 'string' && data.length > EVENT_BYTES)
        connection.close(true);
    });
  }

  /** The socket is in. A sign-in that ended or changed during the handshake is found out here. */
  add(socket: LiveSocket): void {
    const { signInId, principal } = socket.data.signedIn;
    this.admitted.add(socket.conn);
    const siblings = this.bySignIn.get(signInId) ?? new Set();
    this.bySignIn.set(signInId, siblings.add(socket));
    this.metrics.socket(principal.kind, 1);
    // Later: Nest has yet to listen for this socket's end.
    if (siblings.size > SOCKETS_PER_SIGN_IN) return void setImmediate(() => this.drop(socket, 'too-many'));
    this.recognise(socket)
      .then((now) => {
        if (!isDeepStrictEqual(now.principal, principal)) socket.conn.close();
      })
      .catch((fault: unknown) => this.log.error(fault));
  }

  /** Returns `true` if the socket was registered. */
  remove(socket: LiveSocket): boolean {
    const { signInId, principal } = socket.data.signedIn;
    const siblings = this.bySignIn.get(signInId);
    if (!siblings?.delete(socket)) return false;
    this.metrics.socket(principal.kind, -1);
    if (siblings.size === 0) this.bySignIn.delete(signInId);
    return true;
  }

  /** Still who it was? Asked before every event. @throws Problem auth.ended, and the socket is closed */
  async recognise(socket: LiveSocket): Promise<SignedIn> {
    const signedIn = await this.access.authenticate(socket.data.token);
    if (signedIn) return signedIn;
    this.end(socket, this.isExpired(socket) ? 'expired' : 'revoked');
    throw new Problem('auth.ended');
  }

  /** Closes at once, whatever is still to be sent: for readers who do not read. */
  drop(socket: LiveSocket, reason: 'slow' | 'flood' | 'too-many'): void {
    this.metrics.drop(reason);
    const transport = socket.conn.transport as { socket?: { terminate?(): void } };
    socket.conn.close(true);
    transport.socket?.terminate?.();
  }

  private async answer(socket: LiveSocket, next: (refusal?: Error) => void): Promise<void> {
    let refusal: Error | undefined;
    try {
      await this.admit(socket);
    } catch (fault) {
      refusal = this.refusal(fault);
    }
    next(refusal);
  }

  private async admit(socket: LiveSocket): Promise<void> {
    this.contracts.check((socket.handshake.auth as { contract?: unknown }).contract);
    const token = tokenOf(socket, (cookies) => this.access.tokenIn(cookies));
    if (token === undefined) throw new Problem('auth.required');
    const signedIn = await this.access.authenticate(token);
    if (!signedIn) throw new Problem('auth.ended');
    if ((this.bySignIn.get(signedIn.signInId)?.size ?? 0) >= SOCKETS_PER_SIGN_IN)
      throw new Problem('rate.limited', `At most ${SOCKETS_PER_SIGN_IN} connections per sign-in`);
    socket.data = { token, signedIn };
    socket.setMaxListeners(LISTENERS);
  }

  /** socket.io sends `data` to the client with its connect_error. */
  private refusal(fault: unknown): Error {
    const problem = problemOf(fault);
    this.faults.note(problem, fault, {});
    return Object.assign(new Error(problem.code), { data: problem.body(this.ids.next()) });
  }

  private end(socket: LiveSocket, reason: EndReason): void {
    this.metrics.drop(reason);
    socket.emit('access.ended', { reason });
    socket.disconnect(true);
  }

  private isExpired(socket: LiveSocket): boolean {
    return socket.data.signedIn.expiresAt <= this.clock.instant();
  }

  private look(): void {
    this.looks += 1;
    const asksExpiry = this.looks % EXPIRY_EVERY === 0;
    const behind = new Map<LiveSocket, Lag>();
    for (const socket of this.namespace!.sockets.values()) {
      const lag = judgeBacklog(backlogOf(socket), this.behind.get(socket));
      if (lag === 'drop') this.drop(socket, 'slow');
      else if (lag !== null) behind.set(socket, lag);
      else if (asksExpiry && this.isExpired(socket)) this.end(socket, 'expired');
    }
    this.behind = behind;
  }
}

/** What Node's own timeouts look at, too: a write of 2 MB is one to the stream, and goes bit by bit. */
interface LineHandle {
  /** Bytes given to the kernel or waiting for it. */
  bytesWritten: number;
  /** Of these, what the kernel has not taken. */
  writeQueueSize: number;
}

function backlogOf(socket: LiveSocket): Backlog {
  const { writeBuffer, transport } = socket.conn as unknown as {
    writeBuffer: { data?: unknown }[];
    transport: { socket?: { bufferedAmount: number; _socket?: { _handle?: LineHandle | null } } };
  };
  // A reader by polling has no buffer below this one: what waits for its next request lies here.
  const waiting = writeBuffer.reduce(
    (sum, { data }) => sum + (typeof data === 'string' ? data.length : 0),
    0,
  );
  const { bufferedAmount = 0, _socket } = transport.socket ?? {};
  const line = _socket?._handle;
  return {
    packets: writeBuffer.length,
    bytes: bufferedAmount + waiting,
    sent: line ? line.bytesWritten - line.writeQueueSize : writeBuffer[0],
  };
}

/** `auth.token` of the handshake, else the cookie. */
function tokenOf(
  socket: LiveSocket,
  tokenIn: (cookies: Record<string, string | undefined>) => string | undefined,
): string | undefined {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (token !== undefined && token !== null) return typeof token === 'string' ? token : '';
  const { cookie: header } = socket.handshake.headers;
  return header === undefined ? undefined : tokenIn(cookie.fastifyCookie.parse(header));
}
