import { Readable } from 'node:stream';
import type { RunningWorker } from './running-worker.js';

/** Bytes that lie ready for a slow reader before the thread waits. */
const READY = 512 * 1024;

/**
 * The pieces that a thread hands over, as a stream.
 * @param taken is counted up for each piece that the reader has room for; the thread waits on it
 * @returns `begun` resolves with the first piece, and rejects with the fault if there is none
 */
export function piecesOf(
  { worker, fault }: RunningWorker,
  taken: Int32Array,
): { readable: Readable; begun: Promise<void> } {
  let owed = 0;
  let isWhole = false;
  const take = (): void => {
    if (owed === 0) return;
    Atomics.add(taken, 0, owed);
    Atomics.notify(taken, 0);
    owed = 0;
  };
  const readable = new Readable({ highWaterMark: READY, read: take });
  readable.on('error', () => undefined); // Whoever reads hears it too.
  const begun = new Promise<void>((resolve, reject) => {
    worker.on('message', (piece: Uint8Array | null) => {
      resolve();
      if (piece === null) {
        isWhole = true;
        readable.push(null);
        return;
      }
      owed += 1;
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      if (!readable.destroyed && readable.push(bytes)) take();
    });
    fault.catch((thrown: Error) => {
      reject(thrown);
      // The thread of a whole answer has ended, too: what still lies here is the reader's.
      if (!isWhole) readable.destroy(thrown);
    });
  });
  return { readable, begun };
}
