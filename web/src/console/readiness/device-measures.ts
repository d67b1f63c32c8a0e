import { LINE_TEST, type ReadinessItem } from '#contract/readiness.js';
import type { SiteLine } from '../live/site-line.js';
import { meta, type Store, writing } from '../store/store.js';
import { browserName } from './measures.rules.js';

const LOOK_MS = 250;
/** Ms for a connection that is just coming back. */
const ARRIVAL_MS = 6_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Watches the live connection: it has to stand for 20 seconds on end.
 * @param told the seconds that are left
 */
export async function heldConnection(
  line: Pick<SiteLine, 'standing'>,
  told: (seconds: number) => void,
  signal: AbortSignal,
): Promise<'held' | 'dropped' | 'never'> {
  for (let waited = 0; !line.standing.isConnected; waited += LOOK_MS) {
    if (waited >= ARRIVAL_MS || signal.aborted) return 'never';
    await pause(LOOK_MS);
  }
  const { drops } = line.standing;
  const until = performance.now() + LINE_TEST.liveSeconds * 1_000;
  while (performance.now() < until && !signal.aborted) {
    told(Math.ceil((until - performance.now()) / 1_000));
    await pause(LOOK_MS);
    if (!line.standing.isConnected || line.standing.drops !== drops) return 'dropped';
  }
  return 'held';
}

/** Writes as check-ins are written, and reads it back. */
export async function storageItem(store: Store): Promise<ReadinessItem> {
  const mark = String(Math.random());
  try {
    const tx = writing(store, ['meta']);
    await tx.objectStore('meta').put(mark, 'probe');
    await tx.done;
    const isThere = (await meta(store, 'probe')) === mark;
    return { key: 'storage', outcome: isThere ? 'passed' : 'failed', value: null };
  } catch {
    return { key: 'storage', outcome: 'failed', value: null };
  }
}

/** Megabytes that this browser may still store; asks it to keep them too. `null` if it does not say. */
export async function freeSpace(): Promise<number | null> {
  await navigator.storage?.persist?.().catch(() => false);
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined ? null : Math.floor((quota - (usage ?? 0)) / 1_000_000);
}

/** The page works in older browsers too; one of before 2021 has had no mended holes since. */
export function browserItem(): ReadinessItem {
  const isNewEnough = 'at' in Array.prototype && typeof WebSocket === 'function';
  const value = browserName(navigator.userAgent);
  return { key: 'browser', outcome: isNewEnough ? 'passed' : 'failed', value };
}

/** Whether there is a camera. Nothing is filmed: it is only counted. */
export async function cameraItem(): Promise<ReadinessItem> {
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => null);
  if (!devices) return { key: 'camera', outcome: 'not_measured', value: null };
  const has = devices.some(({ kind }) => kind === 'videoinput');
  return { key: 'camera', outcome: has ? 'passed' : 'failed', value: null };
}
