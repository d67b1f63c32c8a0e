// Loaded into the service by `--import`: samples it from inside, each time right after a collection,
// so that a slope is what the service keeps and not what its collector has not come to yet. Nothing in
// the service's own code knows of it.
import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { SOAK_SAMPLES, SOAK_EVERY_MS, DATA_DIR } = process.env;

/** Open file descriptors; `null` where the system does not list them. */
function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
}

/** Bytes of SQLite's write-ahead log. */
function walBytes() {
  return statSync(join(DATA_DIR, 'diemcau.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0;
}

// Worker threads inherit `--import`; they are not what is sampled.
if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  setInterval(() => {
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().length;
    const sample = {
      at: performance.now(),
      rss,
      heapUsed,
      external,
      resources,
      descriptors: descriptors(),
      wal: walBytes(),
    };
    appendFileSync(SOAK_SAMPLES, `${JSON.stringify(sample)}\n`);
  }, Number(SOAK_EVERY_MS)).unref();
}
