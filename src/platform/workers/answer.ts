import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

/** Gives the result of the job to `Workers.run`. Called once, by the file that a thread runs. */
export async function answer<Job, Result>(work: (job: Job) => Result | Promise<Result>): Promise<void> {
  parentPort!.postMessage(await work(workerData as Job));
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
