/** Lets other requests be served before going on. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Works through many items slice by slice, with a breath after each, so that a long
 * job never holds up the event loop.
 */
export async function inSlices<T>(
  items: readonly T[],
  size: number,
  work: (slice: T[]) => void | Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) {
    await work(items.slice(at, at + size));
    await yieldToEventLoop();
  }
}

/** Merge sort of runs, with a yield after each: the same order as `sort`, and no long turn of the loop. */
export async function sortedInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  size = 4_096,
): Promise<T[]> {
  let runs: T[][] = [];
  await inSlices(items, size, (slice) => void runs.push(slice.sort(compare)));
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await merge(runs[at]!, runs[at + 1] ?? [], compare, size));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(a: T[], b: T[], compare: (a: T, b: T) => number, size: number): Promise<T[]> {
  const merged: T[] = [];
  let [nextA, nextB] = [0, 0];
  while (nextA < a.length && nextB < b.length) {
    merged.push(compare(a[nextA]!, b[nextB]!) <= 0 ? a[nextA++]! : b[nextB++]!);
    if (merged.length % size === 0) await yieldToEventLoop();
  }
  return merged.concat(a.slice(nextA), b.slice(nextB));
}

/** The event loop's share of busy time, 0 to 1, as of at most a tenth of a second ago. */
export class LoopLoad {
  private last = performance.eventLoopUtilization();
  private lookedAt = performance.now();
  private share = 0;

  now(): number {
    if (performance.now() - this.lookedAt >= 100) {
      const current = performance.eventLoopUtilization();
      this.share = performance.eventLoopUtilization(current, this.last).utilization;
      this.last = current;
      this.lookedAt = performance.now();
    }
    return this.share;
  }
}
