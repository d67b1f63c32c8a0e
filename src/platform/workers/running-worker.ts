import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Assignment } from './answer.js';

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
  /** How many jobs it does at a time; default 1. */
  atOnce?: number;
  /** Never set: it carries the type alone. Only the thread loads the function. */
  work?: Work;
}

export type AnyProgram = Omit<Program<never>, 'work'>;

/** Why a worker brought nothing. `program`: it threw, `cause` says what. `stopped`: the service is ending. */
export class WorkerFault extends Error {
  constructor(
    readonly reason: 'memory' | 'time' | 'program' | 'stopped',
    cause?: unknown,
  ) {
    super(`a worker ended without a result: ${reason}`, { cause });
  }
}

/** A thread at work. */
export interface RunningWorker {
  worker: Worker;
  /** Rejects with a `WorkerFault`, or never settles. */
  fault: Promise<never>;
  /** Ends the thread, and waits for that. */
  end(): Promise<void>;
}

/**
 * Starts a thread and watches over its limits.
 * @param isStopping the service is ending
 */
export function startWorker(
  program: AnyProgram,
  assignment: Assignment,
  isStopping: () => boolean,
  signal?: AbortSignal,
): RunningWorker {
  const { milliseconds, ...resourceLimits } = program.limits;
  const worker = new Worker(program.entry, {
    workerData: assignment,
    resourceLimits,
    execArgv: [],
    stderr: true,
  });
  const finish = endOf(worker, program.endsByItself === true);
  const [began, used] = [performance.now(), process.cpuUsage()];
  let fail!: (fault: WorkerFault) => void;
  const fault = new Promise<never>((_, reject) => (fail = reject));
  fault.catch(nothing);
  const look = (): void => {
    const { user, system } = process.cpuUsage(used);
    if (isOverdue(performance.now() - began, (user + system) / 1_000, milliseconds))
      fail(new WorkerFault('time'));
  };
  const stop = (): void => fail(new WorkerFault('stopped'));
  signal?.addEventListener('abort', stop);
  const timer = setInterval(look, Math.min(250, milliseconds / 4)).unref();
  worker.once('error', (thrown: NodeJS.ErrnoException) =>
    fail(new WorkerFault(thrown.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'program', thrown)),
  );
  worker.once('exit', () => fail(new WorkerFault(isStopping() ? 'stopped' : 'program')));
  return {
    worker,
    fault,
    end: async () => {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      await finish();
    },
  };
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

const nothing = (): void => undefined;
