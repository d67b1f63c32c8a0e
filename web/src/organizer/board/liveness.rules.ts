/** How long a connection is trusted without news or the server's ping each 10 s. */
export const TRUSTED_MS = 15_000;

export interface LastContact {
  /** The socket is connected and watches the board. */
  watching: boolean;
  /** When the server was last heard, in ms of this page's clock; `null` if never. */
  at: number | null;
  /** The server's clock minus this page's in ms, as last measured. */
  offset: number;
}
/**
 * What the header shows: the running time of a live board, or the time of the data. By the server's clock.
 */
export type Liveness = { live: true; at: number } | { live: false; at: number | null };

export function livenessOf(contact: LastContact, now: number): Liveness {
  if (contact.at === null) return { live: false, at: null };
  const isFresh = contact.watching && now - contact.at <= TRUSTED_MS;
  return isFresh
    ? { live: true, at: now + contact.offset }
    : { live: false, at: contact.at + contact.offset };
}
