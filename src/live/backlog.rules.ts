/** What a socket has not been able to send, at one look. */
export interface Backlog {
  packets: number;
  bytes: number;
  /** Is another one whenever something has left since the last look. */
  sent: unknown;
}

/** A reader with less waiting is no concern of anybody. */
const WAITING_LIMIT = { packets: 256, bytes: 1 << 20 };
/** More is not kept for a reader, however well it reads: it comes back and catches up by its seq. */
const MOST_BYTES = 4 << 20;
/** A reader with much waiting to whom nothing has left in so many looks does not read. */
const LOOKS_WITHOUT_PROGRESS = 2;

/** A reader that is behind: since when nothing has left. */
export interface Lag {
  sent: unknown;
  looks: number;
}

/**
 * Judges a reader by whether it goes on, not by how much waits: the line of a commune carries a mass return
 * in some seconds. @returns `null` if the reader is not behind, `drop` if it does not read
 */
export function judgeBacklog(
  { packets, bytes, sent }: Backlog,
  before: Lag | undefined,
): Lag | 'drop' | null {
  if (packets <= WAITING_LIMIT.packets && bytes <= WAITING_LIMIT.bytes) return null;
  if (bytes > MOST_BYTES) return 'drop';
  if (before === undefined || before.sent !== sent) return { sent, looks: 1 };
  return before.looks >= LOOKS_WITHOUT_PROGRESS ? 'drop' : { sent, looks: before.looks + 1 };
}
