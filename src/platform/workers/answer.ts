import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

/** What `Workers` gives to a thread. */
export interface Assignment<Job = unknown> {
  job: Job;
  /** How many pieces the reader has taken; absent if the program gives one result. */
  taken?: Int32Array;
}

/** Pieces that lie between the thread and its reader; the thread waits while there are more. */
const WINDOW = 4;

/**
 * Gives the result of the job to `Workers.run`, or the pieces of its result to `Workers.stream`. Called once,
 * by the file that a thread runs.
 */
export async function answer<Job, Result>(work: (job: Job) => Result | Promise<Result>): Promise<void> {
  const { job, taken } = workerData as Assignment<Job>;
  const result = await work(job);
  if (taken) await handOver(result as AsyncIterable<Uint8Array<ArrayBuffer>>, taken);
  else parentPort!.postMessage(result);
}

/** Moves piece after piece to the reader, never copies one, and waits while the reader is slow. */
async function handOver(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>, taken: Int32Array): Promise<void> {
  let given = 0;
  for await (const piece of pieces) {
    for (let seen = Atomics.load(taken, 0); given - seen >= WINDOW; seen = Atomics.load(taken, 0)) {
      if (isAskedToStop()) return;
      Atomics.wait(taken, 0, seen, 100);
    }
    if (isAskedToStop()) return;
    parentPort!.postMessage(piece, [piece.buffer]);
    given += 1;
  }
  parentPort!.postMessage(null);
}

let isAsked = false;

/**
 * Says whether this thread should end. A program with `endsByItself` asks between two pieces of its work.
 * Outside a thread it is `false`.
 */
export function isAskedToStop(): boolean {
  isAsked ||= parentPort !== null && receiveMessageOnPort(parentPort) !== undefined;
  return isAsked;
}
