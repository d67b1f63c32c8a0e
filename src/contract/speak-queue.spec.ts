import fc from 'fast-check';
import { openOf, waitingOf, withReadings } from './speak-queue.js';
import type { SpeakState } from './speaking.js';

interface Reading {
  id: string;
  seq: number;
  place: number;
  state: SpeakState;
}
const one = (id: string, seq: number, place: number, state: SpeakState = 'waiting'): Reading => ({
  id,
  seq,
  place,
  state,
});
const ids = (requests: readonly Reading[]): string => requests.map(({ id }) => id).join('');

describe('the queue on a screen', () => {
  it('is in the order of places, whatever the state', () => {
    const all = [one('a', 1, 30), one('b', 2, 10, 'called'), one('c', 3, 20), one('d', 4, 5, 'done')];
    expect([ids(openOf(all)), ids(waitingOf(all))]).toEqual(['bca', 'ca']);
  });

  it('is the same for any order and repetition in which the changes arrive', () => {
    const state = fc.constantFrom<SpeakState>('waiting', 'called', 'speaking', 'done', 'skipped');
    const changes = fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9), state), { minLength: 1, maxLength: 12 })
      .map((all) => all.map(([id, place, to], at) => one(id, at, place, to)));
    const shuffled = changes.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length, maxLength: all.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, arrived]) => {
        // What was lost on the way is fetched.
        const seen = withReadings(new Map(), [...arrived, ...inOrder]);
        const right = withReadings(new Map(), inOrder);
        expect(openOf(seen.values())).toEqual(openOf(right.values()));
      }),
    );
  });

  it('keeps a closed request closed when an earlier reading of it comes late', () => {
    const seen = withReadings(new Map(), [one('a', 5, 1, 'done'), one('a', 4, 1, 'called')]);
    expect(openOf(seen.values())).toEqual([]);
  });
});
