/**
 * A connection that has said nothing for so long is not trusted, whatever it calls itself:
 * news, or the server's ping each 10 s.
 */
export const TRUSTED_MS = 15_000;

export interface LastContact {
  /** The socket is connected and watches the board. */
  watching: boolean;
  /** Milliseconds of this page's clock when the server was last heard; null: never. */
  at: number | null;
  /** Server's clock minus this page's, as last told; milliseconds. */
  offset: number;
}
/**
 * What the header says: the running time of a live board, or as of when the data
 * are. Times in the server's clock.
 */
export type Liveness = { live: true; at: number } | { live: false; at: number | null };

export function livenessOf(contact: LastContact, now: number): Liveness {
  if (contact.at === null) return { live: false, at: null };
  const isFresh = contact.watching && now - contact.at <= TRUSTED_MS;
  return isFresh
    ? { live: true, at: now + contact.offset }
    : { live: false, at: contact.at + contact.offset };
}
