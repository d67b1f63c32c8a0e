import { describe, expect, it } from '@jest/globals';
import { LatestReading } from './latest-reading.js';

describe('of readings that overlap', () => {
  it('the one begun last counts, with all that was heard since it began', async () => {
    const reading = new LatestReading<string>();
    let answer: (list: string) => void = () => {};
    const early = reading.read(() => Promise.resolve('old'));
    const late = reading.read(() => new Promise<string>((resolve) => (answer = resolve)));
    expect(await early).toBeNull();
    reading.note('news');
    answer('new');
    expect(await late).toEqual({ answer: 'new', heard: ['news'] });
  });
  it('a failure of an earlier one is nobody’s', async () => {
    const reading = new LatestReading<string>();
    const early = reading.read(() => Promise.reject(new Error('away')));
    const late = reading.read(() => Promise.resolve('new'));
    expect([await early, await late]).toEqual([null, { answer: 'new', heard: [] }]);
    await expect(reading.read(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  });
});
