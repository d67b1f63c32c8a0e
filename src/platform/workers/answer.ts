import { parentPort, workerData } from 'node:worker_threads';

/** Gives the result of the job to `Workers.run`. Called once, by the file that a thread runs. */
export async function answer<Job, Result>(work: (job: Job) => Result | Promise<Result>): Promise<void> {
  parentPort!.postMessage(await work(workerData as Job));
}
