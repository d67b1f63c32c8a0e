import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that holds, or held, a data folder; as its note in the folder says. */
export interface LockHolder {
  /** Differs for each start. */
  token: string;
  pid: number;
  host: string;
  /** The running kernel; `''` where the system does not tell. */
  boot: string;
  /**
   * The pid namespace, since in a container most services have the pid 1;
   * `''` where the system does not tell.
   */
  namespace: string;
  /**
   * When the process started, as the kernel counts it: a pid is given out again.
   * `''` where the system does not tell.
   */
  started: string;
  /** ISO 8601. */
  since: string;
}

/** `running` and `gone` are certain. `unknown`: only its heartbeat can tell. */
export type HolderState = 'running' | 'gone' | 'unknown';

/** Questions about the processes of this machine. */
export interface Processes {
  isAlive(pid: number): boolean;
  /** `''` if it is not known. */
  startOf(pid: number): string;
}

/**
 * Judges the holder that a note names.
 * @param hasKernelLock whether the caller has just got the lock that the kernel frees at a process's end: it
 * proves that no other process of the same kernel holds it, in whatever container
 */
export function stateOf(
  holder: LockHolder,
  self: LockHolder,
  processes: Processes,
  hasKernelLock: boolean,
): HolderState {
  const isSameKernel =
    holder.host === self.host && holder.boot === '' ? true : holder.boot !== '' && holder.boot === self.boot;
  if (!isSameKernel) return 'unknown';
  if (hasKernelLock) return 'gone';
  if (holder.namespace !== self.namespace) return 'unknown';
  if (holder.pid === self.pid) return holder.started === self.started ? 'running' : 'gone';
  if (!processes.isAlive(holder.pid)) return 'gone';
  const started = processes.startOf(holder.pid);
  return holder.started !== '' && started !== '' && started !== holder.started ? 'gone' : 'running';
}

/** This process. */
export function ownHolder(): LockHolder {
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    host: hostname(),
    boot: textOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: textOrEmpty(() => readlinkSync('/proc/self/ns/pid')),
    started: PROCESSES.startOf(process.pid),
    since: new Date().toISOString(),
  };
}

export const PROCESSES: Processes = {
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (fault) {
      // EPERM: it is somebody else's, and alive.
      return (fault as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
  // The 22nd field; the second is a name in brackets, which may hold blanks.
  startOf: (pid) =>
    textOrEmpty(
      () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[19] ?? '',
    ),
};

/** `null` if the text is no whole note. */
export function holderIn(text: string): LockHolder | null {
  try {
    const note = JSON.parse(text) as Partial<Record<keyof LockHolder, unknown>> | null;
    if (note === null || typeof note !== 'object' || typeof note.pid !== 'number') return null;
    const texts = [note.token, note.host, note.boot, note.namespace, note.started, note.since];
    return texts.every((one) => typeof one === 'string') ? (note as LockHolder) : null;
  } catch {
    return null;
  }
}

function textOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
