import { io, type Socket } from 'socket.io-client';
import type { BoardChanges, BoardSnapshot } from '../../src/contract/board.js';
import { LIVE_NAMESPACE, type LiveCommands, type LiveNews } from '../../src/contract/live.js';
import type { ProblemBody } from '../../src/contract/problem.js';

type Reply<E extends keyof LiveCommands> = Exclude<
  Parameters<Parameters<LiveCommands[E]>[1]>[0],
  { problem: ProblemBody }
>;

/** How long news may take. Shorter where it is known to come never: `test/canaries`. */
const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 30_000);

/** Limits for what is certain to come, unless the service fails. */
const CONNECT_MS = 90_000;
const ANSWER_MS = 60_000;

/** A program or page on the live interface. Everything that it is told is kept, in order. */
export class LiveClient {
  readonly told: { event: keyof LiveNews; news: Record<string, unknown> }[] = [];
  private readonly changed = new Set<() => void>();
  private lostBy: string | null = null;

  private constructor(readonly socket: Socket) {
    socket.onAny((event: keyof LiveNews, news: Record<string, unknown>) => {
      this.told.push({ event, news });
      // After the listeners of this very event.
      queueMicrotask(() => this.changed.forEach((look) => look()));
    });
    socket.on('disconnect', (reason) => {
      this.lostBy = reason;
      this.changed.forEach((look) => look());
    });
  }

  /** @throws the connect_error of a refused handshake */
  static async connect(
    url: string,
    options: {
      token?: string;
      /** The version of the contract that it says. */
      contract?: unknown;
      headers?: Record<string, string>;
      namespace?: string;
      transports?: string[];
    },
  ): Promise<LiveClient> {
    const { token, contract } = options;
    const auth = {
      ...(token === undefined ? {} : { token }),
      ...(contract === undefined ? {} : { contract }),
    };
    const socket = io(`${url}${options.namespace ?? LIVE_NAMESPACE}`, {
      auth,
      extraHeaders: options.headers,
      transports: options.transports ?? ['websocket'],
      reconnection: false,
      // Hundreds connect at once, on a machine with other work.
      timeout: CONNECT_MS,
      forceNew: true,
    });
    const client = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (fault) => {
        socket.disconnect();
        reject(fault);
      });
    });
    return client;
  }

  /** The answer through the ack, be it a problem. */
  async ask<E extends keyof LiveCommands>(
    event: E,
    body: unknown,
  ): Promise<Reply<E> & { problem?: ProblemBody }> {
    if (this.lostBy !== null)
      throw new Error(`${event} cannot be asked: the connection ended, ${this.lostBy}`);
    return this.socket.timeout(ANSWER_MS).emitWithAck(event, body) as Promise<
      Reply<E> & { problem?: ProblemBody }
    >;
  }

  of<T = Record<string, unknown>>(event: keyof LiveNews): T[] {
    return this.told.filter((one) => one.event === event).map(({ news }) => news as T);
  }

  /** Waits until it is so; what is told meanwhile is looked at each time. */
  until(what: string, isSo: () => boolean, patience = PATIENCE_MS): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const done = (act: () => void): void => {
        clearTimeout(timer);
        this.changed.delete(look);
        act();
      };
      const look = (): void => void (isSo() && done(resolve));
      const timer = setTimeout(
        () =>
          done(() =>
            reject(new Error(`never: ${what}; told ${JSON.stringify(this.told.slice(-3)).slice(0, 800)}`)),
          ),
        patience,
      );
      this.changed.add(look);
    });
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** The refusal of a handshake. */
export async function refusal(
  connecting: Promise<LiveClient>,
): Promise<{ message: string; data?: ProblemBody }> {
  const outcome = await connecting.then(
    (client) => {
      client.close();
      return null;
    },
    (fault: Error & { data?: ProblemBody }) => fault,
  );
  if (!outcome) throw new Error('the handshake was accepted');
  return outcome;
}

/** A reader of a board that follows the rule of the contract and notes when it could not. */
export class BoardReader {
  board: BoardSnapshot;
  broken = 0;

  private constructor(readonly live: LiveClient) {}

  static async watch(live: LiveClient, conferenceId: string): Promise<BoardReader> {
    const reader = new BoardReader(live);
    live.socket.on('board.changed', (changes: BoardChanges) => reader.apply(changes));
    const answer = (await live.ask('board.watch', { conferenceId })) as { snapshot: BoardSnapshot };
    reader.board = structuredClone(answer.snapshot);
    return reader;
  }

  /** One who watches since this picture, which came by HTTP. */
  static from(live: LiveClient, board: BoardSnapshot): BoardReader {
    const reader = new BoardReader(live);
    reader.board = structuredClone(board);
    live.socket.on('board.changed', (changes: BoardChanges) => reader.apply(changes));
    return reader;
  }

  apply(changes: BoardChanges): void {
    if (changes.from !== this.board.seq) {
      this.broken += 1;
      return;
    }
    const rows = new Map(this.board.sites.map((row) => [row.siteId, row]));
    for (const row of changes.sites) rows.set(row.siteId, row);
    const minutes = new Map(this.board.arrivals.map(({ minute, people }) => [minute, people]));
    for (const { minute, people } of changes.arrivals) minutes.set(minute, people);
    const arrivals = [...minutes]
      .filter(([, people]) => people !== 0)
      .map(([minute, people]) => ({ minute, people }));
    this.board = {
      ...this.board,
      seq: changes.seq,
      asOf: changes.asOf,
      checkpointId: changes.checkpointId,
      totals: changes.totals,
      sites: [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
      arrivals: arrivals.sort((a, b) => (a.minute < b.minute ? -1 : 1)),
    };
  }
}
