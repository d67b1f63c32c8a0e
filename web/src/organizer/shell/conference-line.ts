import { createContext } from 'svelte';
import type { LiveNews } from '#contract/live.js';
import type { Id } from '#contract/wire.js';
import type { LiveSocket } from '../../shared/live.js';

const ACK_WITHIN_MS = 8_000;
type Listener = (news: unknown) => void;

/**
 * The live connection of the open conference, for all pages of an organizer: they subscribe to its news here.
 * The board has a connection of its own, which watches rows.
 */
export class ConferenceLine {
  readonly #listeners = new Map<keyof LiveNews, Set<Listener>>();
  readonly #resumed = new Set<() => void>();
  readonly #ended: () => void;
  readonly #returned: () => void;
  #socket: LiveSocket | null = null;
  #isClosed = false;

  /**
   * @param onEnded called when this sign-in is over
   * @param onReturn called when the line breaks, and when it is back: the service cuts that of an account
   *   that changes, and what it may see no more is gone from the page before the line is back
   */
  constructor(onEnded: () => void, onReturn: () => void) {
    this.#ended = onEnded;
    this.#returned = onReturn;
  }

  /** Follows the conference. Listeners may be added before and after. */
  async open(conferenceId: Id): Promise<void> {
    // A chunk of its own: the first page does not wait for socket.io.
    const { connectLive } = await import('../../shared/live.js');
    if (this.#isClosed || this.#socket) return;
    const socket = (this.#socket = connectLive());
    socket.once('connect', () => socket.on('connect', () => this.#returned()));
    socket.on('disconnect', () => {
      if (!this.#isClosed) this.#returned();
    });
    socket.on('connect', () => void this.#follow(socket, conferenceId));
    // `auth.ended`: the sign-in ended while this page had no connection.
    socket.on('connect_error', (fault: Error & { data?: { status?: unknown } }) => {
      if (fault.data?.status === 401) this.#ended();
    });
    socket.on('access.ended', () => this.#ended());
    socket.onAny((event: string, news: unknown) => {
      for (const listener of this.#listeners.get(event as keyof LiveNews) ?? []) listener(news);
    });
  }
  /** Answers what ends the subscription. */
  on<E extends keyof LiveNews>(event: E, listener: LiveNews[E]): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => void listeners.delete(listener as Listener);
  }
  /**
   * Calls the listener after each connection that follows the conference again: news may have been missed, so
   * fetch what is shown. Answers what ends the subscription.
   */
  onResumed(listener: () => void): () => void {
    this.#resumed.add(listener);
    return () => void this.#resumed.delete(listener);
  }
  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#resumed.clear();
    this.#socket?.offAny();
    this.#socket?.disconnect();
  }

  async #follow(socket: LiveSocket, conferenceId: Id): Promise<void> {
    try {
      const reply = await socket.timeout(ACK_WITHIN_MS).emitWithAck('conference.follow', { conferenceId });
      if ('problem' in reply) {
        if (reply.problem.status === 401) this.#ended();
        return;
      }
      for (const listener of this.#resumed) listener();
    } catch {
      // No answer within the time: connect again, which follows again.
      if (!this.#isClosed) socket.disconnect().connect();
    }
  }
}

/** `null` for viewers, who see the board only. */
export const [useConferenceLine, provideConferenceLine] = createContext<ConferenceLine | null>();
