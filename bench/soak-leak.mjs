// Loaded into the service by `--import` when a soak is told `--leak`: keeps a little more each second, 60 MiB
// an hour. A soak that calls this well proves nothing.
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 1_000;
const KEPT_EACH = (60 << 20) / 3_600;
const kept = [];
if (isMainThread)
  setInterval(() => kept.push(Array.from({ length: KEPT_EACH / 8 }, (_, at) => at)), EVERY_MS).unref();
