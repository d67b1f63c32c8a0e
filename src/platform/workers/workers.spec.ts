import { describe, expect, test } from '@jest/globals';
import { isOverdue, type Program, WorkerFault, Workers } from './workers.js';

const limits = { maxOldGenerationSizeMb: 32, milliseconds: 20_000 };
const workers = new Workers();
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (fault: unknown) => (fault instanceof WorkerFault ? fault.reason : String(fault)),
  );

/** Flags that both sides see: [may end, has begun]. */
const flags = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));
const waiting: Program<Int32Array, string> = { entry: waitToEnd, parts: [], limits };
function waitToEnd(shared: Int32Array): string {
  Atomics.store(shared, 1, 1);
  Atomics.wait(shared, 0, 0);
  return 'ended';
}
function open(shared: Int32Array): void {
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
}
async function begun(shared: Int32Array): Promise<void> {
  while (Atomics.load(shared, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('workers', () => {
  test('the loop turns while one works: only the loop can let it end', async () => {
    const shared = flags();
    const work = workers.run(waiting, shared);
    await begun(shared);
    open(shared);
    expect(await work).toBe('ended');
  });

  test('a program does one job at a time, and a failed one does not hold up the next', async () => {
    const [first, second] = [flags(), flags()];
    const works = [workers.run(waiting, first), workers.run(waiting, second)];
    await begun(first);
    expect(Atomics.load(second, 1)).toBe(0);
    open(first);
    await works[0];
    open(second);
    expect(await works[1]).toBe('ended');
    const moody: Program<boolean, string> = { entry: moodyEntry, parts: [], limits };
    const [failed, good] = [reasonOf(workers.run(moody, true)), workers.run(moody, false)];
    expect([await failed, await good]).toEqual(['program', 'good']);
  });

  test('says why there is no result', async () => {
    const fault = await workers
      .run({ entry: moodyEntry, parts: [], limits }, true)
      .catch((thrown: unknown) => thrown);
    expect((fault as WorkerFault).cause).toMatchObject({ message: 'in a bad mood' });
    expect(await reasonOf(workers.run({ entry: hoard, parts: [], limits }, null))).toBe('memory');
    expect(
      await reasonOf(workers.run({ entry: waitToEnd, parts: [], limits: { milliseconds: 300 } }, flags())),
    ).toBe('time');
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
    const works = [reasonOf(ending.run(waiting, shared)), reasonOf(ending.run(waiting, flags()))];
    await begun(shared);
    await ending.onApplicationShutdown();
    expect(await Promise.all(works)).toEqual(['stopped', 'stopped']);
  });
});

async function moodyEntry(isBad: boolean): Promise<string> {
  if (isBad) throw new Error('in a bad mood');
  return 'good';
}
function hoard(): number {
  const kept: string[] = [];
  for (;;) kept.push(`${kept.length}`.repeat(1_000));
}
