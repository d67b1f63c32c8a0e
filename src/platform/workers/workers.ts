import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Assignment } from './answer.js';
import { piecesOf } from './pieces.js';
import {
  type AnyProgram,
  type Program,
  type RunningWorker,
  startWorker,
  WorkerFault,
} from './running-worker.js';

export { type Program, WorkerFault };

/**
 * Runs what would hold the event loop in threads of its own, with limits. A program
 * does so many jobs at a time as it says; others wait.
 */
@Injectable()
export class Workers implements OnApplicationShutdown {
  private readonly running = new Set<RunningWorker>();
  private readonly queues = new Map<unknown, Queue>();
  private isStopped = false;

  /**
   * Job and result are copied, as `postMessage` does. A fault is thrown once the thread has ended.
   * @param signal ends the worker
   * @throws WorkerFault
   */
  async run<Job, Result>(
    program: Program<(job: Job) => Result | Promise<Result>>,
    job: NoInfer<Job>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const leave = await this.enter(program);
    try {
      const running = this.start(program, { job }, signal);
      const result = new Promise<Result>((resolve) => running.worker.once('message', resolve));
      try {
        return await Promise.race([result, running.fault]);
      } finally {
        await this.end(running);
      }
    } finally {
      leave();
    }
  }

  /**
   * Answers the pieces of a program's result as they are made, each moved and none copied. The thread waits
   * while the reader is slow; a fault destroys the stream, and a stream that is destroyed ends the thread.
   * @param signal ends the worker
   * @returns once the first piece is there
   * @throws WorkerFault if there is none
   */
  async stream<Job>(
    program: Program<(job: Job) => AsyncIterable<Uint8Array>>,
    job: NoInfer<Job>,
    signal?: AbortSignal,
  ): Promise<Readable> {
    const leave = await this.enter(program);
    try {
      const taken = new Int32Array(new SharedArrayBuffer(4));
      const running = this.start(program, { job, taken }, signal);
      const { readable, begun } = piecesOf(running, taken);
      const done = (): void => void this.end(running).finally(leave);
      readable.once('close', done);
      running.worker.once('exit', done);
      await begun;
      return readable;
    } catch (fault) {
      leave();
      throw fault;
    }
  }

  /** Requests under way have been answered by now, or cut. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await Promise.all([...this.running].map((running) => this.end(running)));
  }

  /** Waits for a place among those who run the program; answers how it is given back, once. */
  private async enter(program: AnyProgram): Promise<() => void> {
    const queue = this.queues.get(program) ?? { free: program.atOnce ?? 1, waiting: [] };
    this.queues.set(program, queue);
    if (queue.free > 0) queue.free -= 1;
    else await new Promise<void>((resolve) => queue.waiting.push(resolve));
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const next = queue.waiting.shift();
      if (next) next();
      else queue.free += 1;
    };
  }

  private start(program: AnyProgram, assignment: Assignment, signal?: AbortSignal): RunningWorker {
    if (this.isStopped || signal?.aborted) throw new WorkerFault('stopped');
    const running = startWorker(program, assignment, () => this.isStopped, signal);
    this.running.add(running);
    return running;
  }

  private async end(running: RunningWorker): Promise<void> {
    await running.end();
    this.running.delete(running);
  }
}

/** Those who run one program, and those who wait for it. */
interface Queue {
  free: number;
  waiting: (() => void)[];
}
