import { describe, expect, test } from '@jest/globals';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Stream } from '../../../test/support/streaming.worker.js';
import { type Program, WorkerFault, Workers } from './workers.js';

const program: Program<Stream> = {
  entry: new URL('../../../test/support/streaming.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 32, milliseconds: 20_000 },
  endsByItself: true,
};
const counter = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
const KB = 1024;

describe('a program that answers piece by piece', () => {
  test('gives every byte, in order', async () => {
    const workers = new Workers();
    const stream = await workers.stream(program, { pieces: 40, bytes: 64 * KB, made: counter() });
    const bytes = await buffer(stream);
    expect(bytes.length).toBe(40 * 64 * KB);
    expect(Array.from({ length: 40 }, (_, at) => bytes[at * 64 * KB])).toEqual(
      Array.from({ length: 40 }, (_, at) => at),
    );
  });

  test('waits for a slow reader, and goes on when it reads', async () => {
    const made = counter();
    const workers = new Workers();
    const stream = await workers.stream(program, { pieces: 2_000, bytes: 64 * KB, made });
    // Whatever time passes: it cannot make more than the reader has room for.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(Atomics.load(made, 0)).toBeLessThan(20);
    expect((await buffer(stream)).length).toBe(2_000 * 64 * KB);
  });

  test('leaves what was made to a reader who comes after the end of the thread', async () => {
    const workers = new Workers();
    const stream = await workers.stream(program, { pieces: 3, bytes: KB, made: counter() });
    // The next job of the program begins once the thread has ended.
    await buffer(await workers.stream(program, { pieces: 1, bytes: 1, made: counter() }));
    expect((await buffer(stream)).length).toBe(3 * KB);
  });

  test('a fault before the first piece is thrown, a later one destroys the stream', async () => {
    const workers = new Workers();
    const failing = (failsAt: number): Promise<Readable> =>
      workers.stream(program, { pieces: 9, bytes: KB, failsAt, made: counter() });
    await expect(failing(0)).rejects.toMatchObject({ reason: 'program', cause: { message: 'half-way' } });
    const stream = await failing(5);
    await expect(buffer(stream)).rejects.toMatchObject({ reason: 'program' });
    expect(await failing(0).catch((fault: unknown) => fault instanceof WorkerFault)).toBe(true);
  });

  test('a reader that leaves ends the thread, and the next one gets its turn', async () => {
    const made = counter();
    const workers = new Workers();
    const left = await workers.stream(program, { pieces: 100_000, bytes: 64 * KB, made });
    const next = workers.stream(program, { pieces: 1, bytes: 1, made: counter() });
    left.destroy();
    expect(await buffer(await next)).toEqual(Buffer.from([0]));
    expect(Atomics.load(made, 0)).toBeLessThan(100_000);
  });

  test('a signal ends it, and the end of the service too', async () => {
    const workers = new Workers();
    const stopping = new AbortController();
    const endless = { pieces: 100_000, bytes: 64 * KB, made: counter() };
    const first = await workers.stream(program, endless, stopping.signal);
    stopping.abort();
    await expect(buffer(first)).rejects.toMatchObject({ reason: 'stopped' });
    const second = await workers.stream(program, endless);
    const read = buffer(second).catch((fault: unknown) => fault);
    await workers.onApplicationShutdown();
    expect(await read).toMatchObject({ reason: 'stopped' });
  });

  test('does as many jobs at once as it says', async () => {
    const workers = new Workers();
    const both: Program<Stream> = { ...program, atOnce: 2 };
    const job = { pieces: 1_000, bytes: 64 * KB, made: counter() };
    const open = [await workers.stream(both, job), await workers.stream(both, job)];
    let isThird = false;
    const third = workers.stream(both, { ...job, pieces: 1 }).then((stream) => {
      isThird = true;
      return stream;
    });
    expect((await buffer(open[0]!)).length).toBe(1_000 * 64 * KB);
    expect((await buffer(await third)).length).toBe(64 * KB);
    expect([isThird, open[1]!.destroyed]).toEqual([true, false]);
    open[1]!.destroy();
  });
});
