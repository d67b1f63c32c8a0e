// Runs a file of a thread, `job.entry`, once `job.gate` is open.
import { workerData } from 'node:worker_threads';

Atomics.wait(workerData.job.gate, 0, 0);
await import(workerData.job.entry);
