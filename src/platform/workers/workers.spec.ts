import { describe, expect, test } from '@jest/globals';
import type { Flags, Moody } from '../../../test/support/moody.worker.js';
import type { Read } from '../../../test/support/reading.worker.js';
import { isOverdue } from './running-worker.js';
import { type Program, WorkerFault, Workers } from './workers.js';

const limits = { maxOldGenerationSizeMb: 32, milliseconds: 20_000 };
const workers = new Workers();
const moodyWithin = (milliseconds: number): Program<Moody> => ({
  entry: new URL('../../../test/support/moody.worker.js', import.meta.url),
  limits: { ...limits, milliseconds },
});
const moody = moodyWithin(20_000);
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (fault: unknown) => (fault instanceof WorkerFault ? fault.reason : String(fault)),
  );

const flags = (): Flags => new Int32Array(new SharedArrayBuffer(8));
const waitOn = (shared: Flags, program = moody, on = workers): Promise<string> =>
  on.run(program, { mood: 'patient', flags: shared });
function open(shared: Flags): void {
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
}
async function begun(shared: Flags): Promise<void> {
  while (Atomics.load(shared, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('workers', () => {
  test('the loop turns while one works: only the loop can let it end', async () => {
    const shared = flags();
    const work = waitOn(shared);
    await begun(shared);
    open(shared);
    expect(await work).toBe('patient');
  });

  test('a program does one job at a time, and a failed one does not hold up the next', async () => {
    const [first, second] = [flags(), flags()];
    const works = [waitOn(first), waitOn(second)];
    await begun(first);
    expect(Atomics.load(second, 1)).toBe(0);
    open(first);
    await works[0];
    open(second);
    expect(await works[1]).toBe('patient');
    const [failed, good] = [
      reasonOf(workers.run(moody, { mood: 'bad' })),
      workers.run(moody, { mood: 'good' }),
    ];
    expect([await failed, await good]).toEqual(['program', 'good']);
  });

  test('another program does not wait for it', async () => {
    const shared = flags();
    const work = waitOn(shared);
    await begun(shared);
    expect(await workers.run(moodyWithin(20_000), { mood: 'good' })).toBe('good');
    open(shared);
    expect(await work).toBe('patient');
  });

  test('says why there is no result', async () => {
    const fault = await workers.run(moody, { mood: 'bad' }).catch((thrown: unknown) => thrown);
    expect((fault as WorkerFault).cause).toMatchObject({ message: 'in a bad mood' });
    expect(await reasonOf(workers.run(moody, { mood: 'greedy' }))).toBe('memory');
    expect(await reasonOf(waitOn(flags(), moodyWithin(300)))).toBe('time');
    const missing = { ...moody, entry: new URL('./no-such-file.js', import.meta.url) };
    expect(await reasonOf(workers.run(missing, { mood: 'good' }))).toBe('program');
  });

  test.each([
    ['before the limit, however much was worked', 999, 3_000, false],
    ['at the limit, all of it worked', 1_000, 1_000, true],
    ['past the limit on a machine that others keep busy', 3_000, 900, false],
    ['long past the limit, without work: it hangs', 4_000, 10, true],
  ])('a worker is overdue or not: %s', (_, passed, used, isOver) =>
    expect(isOverdue(passed, used, 1_000)).toBe(isOver),
  );

  test('the end of the service ends those at work and those that wait', async () => {
    const ending = new Workers();
    const shared = flags();
    const works = [shared, flags()].map((one) => reasonOf(waitOn(one, moody, ending)));
    await begun(shared);
    await ending.onApplicationShutdown();
    expect(await Promise.all(works)).toEqual(['stopped', 'stopped']);
  });

  test('a signal ends the one at work', async () => {
    const stopping = new AbortController();
    const shared = flags();
    const work = reasonOf(workers.run(moody, { mood: 'patient', flags: shared }, stopping.signal));
    await begun(shared);
    stopping.abort();
    expect(await work).toBe('stopped');
  });
});

describe('a program that calls native code', () => {
  const reading: Program<Read> = {
    entry: new URL('../../../test/support/reading.worker.js', import.meta.url),
    limits: { ...limits, maxOldGenerationSizeMb: 128 },
    endsByItself: true,
  };
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  test('is asked to stop and waited for: a thread cut in SQLite aborts the whole process', async () => {
    for (let round = 0; round < 15; round += 1) {
      const stop = new AbortController();
      const work = reasonOf(workers.run(reading, 20_000, stop.signal));
      await pause(60 + round * 7);
      stop.abort();
      expect(await work).toBe('stopped');
    }
  }, 60_000);

  test('is waited for when the service ends, and its answer counts', async () => {
    const ending = new Workers();
    const work = ending.run(reading, 20_000);
    await pause(100);
    await ending.onApplicationShutdown();
    expect(await work).toBe('stopped');
  }, 60_000);

  test('is asked to stop when its time is over', async () => {
    const short = { ...reading, limits: { ...reading.limits, milliseconds: 200 } };
    expect(await reasonOf(workers.run(short, 20_000))).toBe('time');
  }, 60_000);
});
