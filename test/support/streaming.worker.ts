import { answer } from '../../src/platform/workers/answer.js';

/** How many pieces of how many bytes; `failsAt`: the piece in whose place it throws. `made` counts them. */
export interface Streaming {
  pieces: number;
  bytes: number;
  failsAt?: number;
  made: Int32Array;
}

/** Answers piece after piece, each filled with its number. */
async function* stream({ pieces, bytes, failsAt, made }: Streaming): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < pieces; at += 1) {
    if (at === failsAt) throw new Error('half-way');
    await Promise.resolve();
    Atomics.add(made, 0, 1);
    yield new Uint8Array(bytes).fill(at % 251);
  }
}
export type Stream = typeof stream;

await answer(stream);
