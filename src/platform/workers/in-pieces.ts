/** Bytes that cross to the service at a time: fewer messages, and none that costs its event loop. */
const PIECE = 128 * 1024;

/** Joins small parts to pieces whose memory can be moved to another thread. */
export async function* inPieces(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let [waiting, size]: [Uint8Array[], number] = [[], 0];
  for await (const part of parts) {
    waiting.push(part);
    size += part.length;
    if (size < PIECE) continue;
    yield joined(waiting, size);
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield joined(waiting, size);
}

/** Buffers of Node may share their memory, so the bytes get one of their own. */
function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const piece = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    piece.set(part, at);
    at += part.length;
  }
  return piece;
}
