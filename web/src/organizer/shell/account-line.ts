import type { LiveSocket } from '../../shared/live.js';

/**
 * A live connection for pages of no conference: the service cuts it when the account changes.
 * @param onEnded called when this sign-in is over
 * @param onReturn called when the connection is back: the account may see other things by now
 * @returns what ends it
 */
export function followAccount(onEnded: () => void, onReturn: () => void): () => void {
  let socket: LiveSocket | null = null;
  let isClosed = false;
  // A chunk of its own: the first page does not wait for socket.io.
  void import('../../shared/live.js').then(({ connectLive }) => {
    if (isClosed) return;
    const live = (socket = connectLive());
    live.once('connect', () => live.on('connect', onReturn));
    // `auth.ended`: the sign-in ended while this page had no connection.
    live.on('connect_error', (fault: Error & { data?: { status?: unknown } }) => {
      if (fault.data?.status === 401) onEnded();
    });
    live.on('access.ended', onEnded);
  });
  return () => {
    isClosed = true;
    socket?.disconnect();
  };
}
