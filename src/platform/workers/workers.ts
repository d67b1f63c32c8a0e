import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * What a worker does, and how much it may take.
 * @typeParam Work the function that its file gives to `answer`
 */
export interface Program<Work extends (job: never) => unknown> {
  /**
   * `new URL('./x.worker.js', import.meta.url)`. It lies beside the file that names it, or beside the bundle
   * of that file: so no two have one name.
   */
  entry: URL;
  limits: ResourceLimits & { milliseconds: number };
  /**
   * The thread is asked to stop (`isAskedToStop`) and waited for, never cut. For programs that call native
   * code: a thread that is cut in it aborts the whole process.
   */
  endsByItself?: true;
  /** Never set: it carries the type alone. Only the thread loads the function. */
  work?: Work;
}

/** Why a worker brought nothing. `program`: it threw, `cause` says what. `stopped`: the service is ending. */
export class WorkerFault extends Error {
  constructor(
    readonly reason: 'memory' | 'time' | 'program' | 'stopped',
    cause?: unknown,
  ) {
    super(`a worker ended without a result: ${reason}`, { cause });
  }
}

/**
 * Runs what would hold the event loop in threads of its own, with limits. A program
 * does one job at a time; others wait.
 */
@Injectable()
export class Workers implements OnApplicationShutdown {
  private readonly running = new Map<Worker, () => Promise<unknown>>();
  private readonly tails = new Map<unknown, Promise<void>>();
  private isStopped = false;

  /**
   * Job and result are copied, as `postMessage` does. A fault is thrown once the thread has ended.
   * @param signal ends the worker
   * @throws WorkerFault
   */
  run<Job, Result>(
    program: Program<(job: Job) => Result | Promise<Result>>,
    job: NoInfer<Job>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const work = (this.tails.get(program) ?? Promise.resolve()).then(() => this.start(program, job, signal));
    this.tails.set(program, work.then(nothing, nothing));
    return work;
  }

  /** Requests under way have been answered by now, or cut. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await Promise.all([...this.running.values()].map((end) => end()));
  }

  private start<Job, Result>(
    program: Program<(job: Job) => Result | Promise<Result>>,
    job: Job,
    signal?: AbortSignal,
  ): Promise<Result> {
    if (this.isStopped || signal?.aborted) throw new WorkerFault('stopped');
    const { milliseconds, ...resourceLimits } = program.limits;
    const worker = new Worker(program.entry, {
      workerData: job,
      resourceLimits,
      execArgv: [],
      stderr: true,
    });
    const end = endOf(worker, program.endsByItself === true);
    this.running.set(worker, end);
    const [began, used] = [performance.now(), process.cpuUsage()];
    let timer: NodeJS.Timeout | undefined;
    let stop = nothing;
    return new Promise<Result>((resolve, reject) => {
      const look = (): void => {
        const { user, system } = process.cpuUsage(used);
        if (isOverdue(performance.now() - began, (user + system) / 1_000, milliseconds))
          reject(new WorkerFault('time'));
      };
      stop = () => reject(new WorkerFault('stopped'));
      signal?.addEventListener('abort', stop);
      timer = setInterval(look, Math.min(250, milliseconds / 4)).unref();
      worker.once('message', resolve);
      worker.once('error', (fault: NodeJS.ErrnoException) =>
        reject(new WorkerFault(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'program', fault)),
      );
      worker.once('exit', () => reject(new WorkerFault(this.isStopped ? 'stopped' : 'program')));
    }).finally(async () => {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      await end();
      this.running.delete(worker);
    });
  }
}

/** How a thread is ended: cut, or asked to stop and waited for. */
function endOf(worker: Worker, endsByItself: boolean): () => Promise<unknown> {
  if (!endsByItself) return () => worker.terminate();
  const hasEnded = new Promise((resolve) => worker.once('exit', resolve));
  return () => {
    worker.postMessage('stop');
    return hasEnded;
  };
}

/**
 * A machine that others keep busy gives a worker less time than passes: so
 * many times its limit is waited then.
 */
const LONGEST_WAIT = 4;

/**
 * @param used what the whole process has worked since the worker began; a worker
 * cannot have worked longer. All in ms
 */
export function isOverdue(passed: number, used: number, limit: number): boolean {
  return passed >= limit && (used >= limit || passed >= limit * LONGEST_WAIT);
}

// The tail must not keep the last result alive.
const nothing = (): void => undefined;
