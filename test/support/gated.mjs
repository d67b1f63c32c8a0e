// Runs a file of a thread, `workerData.entry`, once `workerData.gate` is open.
import { workerData } from 'node:worker_threads';

Atomics.wait(workerData.gate, 0, 0);
await import(workerData.entry);
