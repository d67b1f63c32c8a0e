import fc from 'fast-check';
import type { SendAnswer } from './answer.rules.js';
import {
  afterPull,
  afterSend,
  nextBatch,
  receiptsFor,
  START,
  type SyncState,
  untilNext,
  waitAfter,
  askSoon,
} from './sync.rules.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `e${n}`);
const rows = (count: number): { id: string }[] => ids(count).map((id) => ({ id }));
const problem = (status: number, code: string, retryAfterMs: number | null = null): SendAnswer => ({
  kind: 'problem',
  status,
  code,
  detail: '',
  retryAfterMs,
});
const good = (named: string[]): SendAnswer => ({
  kind: 'receipts',
  receipts: named.map((id) => ({ id, outcome: 'accepted' })),
  seq: 1,
});
const NOW = 1_000_000;

describe('the connection', () => {
  const lost: SyncState = { ...START, link: { kind: 'lost', since: 500 }, failures: 3 };
  it.each<[string, SyncState, SendAnswer, string]>([
    ['receipts make it connected', lost, good(['e0']), 'connected'],
    ['no answer makes it lost', START, { kind: 'none' }, 'lost'],
    ["a portal's page makes it lost", START, { kind: 'foreign', status: 200 }, 'lost'],
    ['receipts that name nothing of ours are no answer', START, good(['other']), 'lost'],
    ['a busy service is not a lost line', START, problem(503, 'server.busy'), 'hindered'],
    ['a forbidden request is not a lost line', START, problem(403, 'auth.forbidden'), 'hindered'],
    ['a refused batch is a connection', lost, problem(422, 'entry.invalid'), 'connected'],
    ['an ended sign-in ends it', START, problem(401, 'auth.ended'), 'ended'],
  ])('%s', (_name, state, answer, kind) => {
    expect(afterSend(state, ['e0'], answer, NOW, 0.5).link.kind).toBe(kind);
  });
  it('remembers since when it is lost', () => {
    expect(afterSend(lost, ['e0'], { kind: 'none' }, NOW, 0.5).link).toEqual({ kind: 'lost', since: 500 });
    expect(afterPull(lost, { kind: 'none' }, NOW, 0.5).link).toEqual({ kind: 'lost', since: 500 });
  });
});

describe('the delay before the next attempt', () => {
  it('doubles up to a limit, with jitter', () => {
    expect([0, 1, 2, 3, 4, 20].map((n) => waitAfter(n, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
    expect(waitAfter(3, 0)).toBe(4_000);
  });
  it('is at least as long as the service asks, up to a limit', () => {
    expect(afterSend(START, ['e0'], problem(429, 'rate.limited', 60_000), NOW, 0).notBefore).toBe(
      NOW + 60_000,
    );
    expect(afterSend(START, ['e0'], problem(503, 'server.busy', 10 ** 9), NOW, 0).notBefore).toBe(
      NOW + 120_000,
    );
  });
  it('is shortened when the connection may be back', () => {
    const waiting = { ...START, notBefore: NOW + 15_000, pullAt: NOW + 20_000 };
    expect(untilNext(askSoon(waiting, NOW, 0.5), rows(1), NOW)).toBe(500);
  });
});

describe('a batch that is refused as a whole', () => {
  it.each([400, 413, 422])('%s is halved at once, down to the one entry that is deferred', (status) => {
    let state = START;
    const sizes: number[] = [];
    const waiting = rows(8);
    for (let round = 0; round < 4; round += 1) {
      const batch = nextBatch(waiting, state, NOW);
      sizes.push(batch.length);
      state = afterSend(
        state,
        batch.map((row) => row.id),
        problem(status, 'request.invalid'),
        NOW,
        0.5,
      );
    }
    expect(sizes).toEqual([8, 4, 2, 1]);
    expect([...state.deferred.keys()]).toEqual(['e0']);
    expect(nextBatch(waiting, state, NOW).map((row) => row.id)).toEqual(['e1']);
  });
  it('sends the deferred entry alone, with growing delays', () => {
    const state: SyncState = {
      ...START,
      deferred: new Map([['e0', { until: NOW + 5, tries: 1, code: 'request.invalid' }]]),
    };
    expect(nextBatch(rows(1), state, NOW)).toEqual([]);
    expect(nextBatch(rows(1), state, NOW + 5)).toEqual([{ id: 'e0' }]);
    const again = afterSend(state, ['e0'], problem(400, 'request.invalid'), NOW, 0.5);
    expect(again.deferred.get('e0')).toEqual({ until: NOW + 60_000, tries: 2, code: 'request.invalid' });
  });
  it('grows again after receipts', () => {
    expect(afterSend({ ...START, size: 2 }, ['e0'], good(['e0']), NOW, 0.5).size).toBe(4);
    expect(afterSend({ ...START, size: 150 }, ['e0'], good(['e0']), NOW, 0.5).size).toBe(200);
  });
});

describe('receipts', () => {
  it('name only what was sent, once each', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 20 }),
        fc.array(fc.string(), { maxLength: 40 }),
        (sent, named) => {
          const done = receiptsFor(sent, good(named)).map((receipt) => receipt.id);
          expect(new Set(done).size).toBe(done.length);
          expect(done.every((id) => sent.includes(id) && named.includes(id))).toBe(true);
        },
      ),
    );
  });
  it.each<[string, SendAnswer]>([
    ['nothing', { kind: 'none' }],
    ['a portal', { kind: 'foreign', status: 200 }],
    ['a problem', problem(404, 'site.not-found')],
  ])('%s acknowledges nothing', (_name, answer) => {
    expect(receiptsFor(['e0'], answer)).toEqual([]);
  });
});
