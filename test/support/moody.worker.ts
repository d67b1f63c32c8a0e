import { answer } from '../../src/platform/workers/answer.js';

/** Flags that both sides see: [may end, has begun]. */
export type Flags = Int32Array;
export type Mood = { mood: 'good' | 'bad' | 'greedy' } | { mood: 'patient'; flags: Flags };

/** Ends at once, never, with an error or without memory, as its job says. */
async function moody(job: Mood): Promise<string> {
  if (job.mood === 'bad') throw new Error('in a bad mood');
  if (job.mood === 'patient') {
    Atomics.store(job.flags, 1, 1);
    Atomics.wait(job.flags, 0, 0);
  }
  const hoard: string[] = [];
  while (job.mood === 'greedy') hoard.push(`${hoard.length}`.repeat(1_000));
  return job.mood;
}
export type Moody = typeof moody;

await answer(moody);
