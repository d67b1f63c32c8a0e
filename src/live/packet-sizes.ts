import { LIVE_NAMESPACE } from '../contract/live.js';
import type { LiveSocket } from './live.rooms.js';

const EVENT = new RegExp(`^(2|5\\d+-)${LIVE_NAMESPACE},`);
/** Shorter texts are not counted byte by byte. */
const SHORT = 4096;

/**
 * The bytes of each event of a socket, in the order in which they arrive: socket.io tells
 * its listeners the content alone.
 */
export class PacketSizes {
  private readonly sizes: number[] = [];

  constructor(socket: LiveSocket) {
    socket.conn.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type !== 'message') return;
      if (typeof data !== 'string') this.attach(data);
      else if (EVENT.test(data)) this.sizes.push(data.length < SHORT ? data.length : Buffer.byteLength(data));
    });
  }

  /** Size of the event that is being handled. */
  next(): number {
    return this.sizes.shift() ?? 0;
  }

  /** Binary parts follow their event. */
  private attach(data: unknown): void {
    const last = this.sizes.length - 1;
    if (last >= 0 && Buffer.isBuffer(data)) this.sizes[last]! += data.length;
  }
}
