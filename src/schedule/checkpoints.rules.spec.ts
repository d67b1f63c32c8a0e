import { expect, test } from '@jest/globals';
import type { Checkpoint } from '../contract/conference.js';
import { byOpening, faultOfCheckpoint } from './checkpoints.rules.js';

test('a checkpoint closes no earlier than it opens, where it has both times', () => {
  const [early, late] = ['2026-11-22T01:00:00.000Z', '2026-11-22T02:00:00.000Z'];
  expect(faultOfCheckpoint({ opensAt: early, closesAt: late })).toBeNull();
  expect(faultOfCheckpoint({ opensAt: null, closesAt: early })).toBeNull();
  expect(faultOfCheckpoint({ opensAt: late, closesAt: early })).toBe('checkpoint.times-reversed');
});

test('checkpoints stand in order of their opening, those of any time after them, equal ones by name', () => {
  const at = (name: string, opensAt: string | null) => ({ id: name, name, opensAt }) as Checkpoint;
  const [early, late] = ['2026-11-22T01:00:00.000Z', '2026-11-22T02:00:00.000Z'];
  const given = [at('any', null), at('late', late), at('b', early), at('a', early), at('always', null)];
  expect(given.sort(byOpening).map(({ name }) => name)).toEqual(['a', 'b', 'late', 'always', 'any']);
});
