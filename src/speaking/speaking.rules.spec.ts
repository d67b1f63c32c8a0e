import fc from 'fast-check';
import { waitingOf } from '../contract/speak-queue.js';
import {
  calledUntil,
  endedWithSession,
  isOver,
  isTaken,
  judge,
  openAlready,
  pinned,
  type SpeakAct,
  unpinned,
} from './speaking.rules.js';
import type { Turn } from './turn.js';

const AT = '2026-11-22T01:00:00.000Z';
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();
const turn = (more: Partial<Turn> = {}): Turn => ({
  id: 'a',
  arrival: 1,
  seq: 1,
  place: 1,
  conferenceId: 'c',
  siteId: 's',
  sessionId: null,
  topic: 'Đường truyền',
  speaker: null,
  state: 'waiting',
  pinned: false,
  calls: 0,
  declined: false,
  at: AT,
  calledAt: null,
  readyAt: null,
  startedAt: null,
  endedAt: null,
  actor: { kind: 'coordinator', id: 'd' },
  ...more,
});
const CALLED = { state: 'called', calls: 1, calledAt: AT } as const;
const STATES = {
  waiting: turn(),
  'waiting again': turn({ calls: 1, calledAt: AT, declined: true }),
  called: turn(CALLED),
  'called again': turn({ ...CALLED, calls: 2, declined: true }),
  ready: turn({ ...CALLED, readyAt: AT }),
  speaking: turn({ ...CALLED, state: 'speaking', startedAt: AT }),
  done: turn({ state: 'done', endedAt: AT }),
  withdrawn: turn({ state: 'withdrawn', endedAt: AT }),
  skipped: turn({ state: 'skipped', endedAt: AT }),
};
const ACTS: SpeakAct[] = ['call', 'ready', 'not-now', 'start', 'end', 'skip', 'withdraw'];

describe('an act', () => {
  it.each<[keyof typeof STATES, (string | null)[]]>([
    //                   call      ready     not-now      start       end     skip       withdraw
    ['waiting', ['called', null, null, null, null, 'skipped', 'withdrawn']],
    ['waiting again', ['called', 'same', 'same', null, null, 'skipped', 'withdrawn']],
    ['called', ['same', 'called', 'waiting', 'speaking', null, 'skipped', 'withdrawn']],
    ['called again', ['same', 'called', 'withdrawn', 'speaking', null, 'skipped', 'withdrawn']],
    ['ready', ['same', 'same', 'waiting', 'speaking', null, 'skipped', 'withdrawn']],
    ['speaking', ['same', 'same', null, 'same', 'done', null, null]],
    ['done', Array(7).fill('same')],
    ['withdrawn', Array(7).fill('same')],
    ['skipped', Array(7).fill('same')],
  ])('on a request that is %s leads to what the table says', (state, expected) => {
    const made = ACTS.map((act) => {
      const judged = judge(STATES[state], act, later(1), true);
      return judged === 'refused' ? null : judged === 'same' ? judged : judged.state;
    });
    expect(made).toEqual(expected);
  });

  it('made twice changes nothing the second time, whatever it is and wherever it begins', () => {
    const anyAct = fc.constantFrom(...ACTS);
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(STATES)), anyAct, fc.boolean(), (from, act, isSite) => {
        const once = judge(from, act, later(1), isSite, from.calls);
        if (typeof once === 'string') return;
        expect(judge(once, act, later(2), isSite, from.calls)).toBe('same');
      }),
    );
  });

  it('keeps every request on its way: nothing leaves an end, and nobody speaks who was not called', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.boolean())), (acts) => {
        let now = turn();
        for (const [index, [act, isSite]] of acts.entries()) {
          const judged = judge(now, act, later(index), isSite);
          if (typeof judged === 'string') continue;
          expect(isOver(now.state)).toBe(false);
          if (judged.state === 'speaking') expect(now.state).toBe('called');
          expect(judged.endedAt !== null).toBe(isOver(judged.state));
          expect(judged.place).toBe(now.place);
          now = judged;
        }
      }),
    );
  });
});

describe('a call', () => {
  it('counts down 60 seconds from when it was made', () => {
    expect(calledUntil(STATES.called)).toBe(later(60));
    expect(calledUntil(STATES.waiting)).toBeNull();
  });

  it('may be made again once nobody has answered in time, and not before', () => {
    expect(judge(STATES.called, 'call', later(59.9), false)).toBe('same');
    expect(judge(STATES.called, 'call', later(60), false)).toMatchObject({ calls: 2, calledAt: later(60) });
    expect(judge(STATES.ready, 'call', later(600), false)).toBe('same');
  });

  it('is answered by a word on it alone, and never by one on an earlier call', () => {
    for (const act of ['ready', 'not-now'] as const) {
      expect(judge(STATES['called again'], act, later(1), true, 1)).toBe('same');
      expect(judge(STATES['called again'], act, later(1), true, 2)).not.toBe('same');
    }
  });

  it('is taken back by an organizer without using up the one "not now" of the site', () => {
    expect(judge(STATES.called, 'not-now', later(1), false)).toMatchObject({
      state: 'waiting',
      declined: false,
    });
    expect(judge(STATES['called again'], 'not-now', later(1), false)).toMatchObject({ state: 'waiting' });
  });
});

describe('the end of a session', () => {
  it('leaves who spoke done, and all others as unanswered', () => {
    const ends = Object.entries(STATES).map(([name, from]) => [name, endedWithSession(from, AT).state]);
    expect(Object.fromEntries(ends)).toMatchObject({
      waiting: 'skipped',
      called: 'skipped',
      speaking: 'done',
    });
  });
});

describe('the queue', () => {
  const queue = (ids: string): Turn[] =>
    [...ids].map((id, at) => turn({ id, arrival: at + 1, place: (at + 1) * 10 }));
  const order = (turns: readonly Turn[]): string =>
    waitingOf(turns)
      .map(({ id }) => id)
      .join('');
  const after = (turns: readonly Turn[], changed: readonly Turn[]): Turn[] =>
    turns.map((one) => changed.find(({ id }) => id === one.id) ?? one);

  it.each([
    ['c', null, 'cabde'],
    ['d', 'b', 'adbce'],
    ['a', 'e', 'bcdae'],
    ['b', 'c', 'abcde'],
  ])('puts %s before %s: %s', (id, before, expected) => {
    const turns = queue('abcde');
    expect(order(after(turns, pinned(turns, id, before)))).toBe(expected);
  });

  it('puts a request back where it came in, behind those whom an organizer has put first', () => {
    const once = queue('abcde').map((one) => (one.id === 'a' ? { ...one, pinned: true } : one));
    const moved = after(once, pinned(once, 'd', null));
    expect(order(moved)).toBe('dabce');
    const back = after(moved, unpinned(moved, 'd'));
    expect([order(back), back.find(({ id }) => id === 'd')!.pinned]).toEqual(['abcde', false]);
  });

  it('changes nothing for a request or a place that is not in it', () => {
    const turns = [...queue('ab'), turn({ id: 'x', state: 'called', place: 5 })];
    expect(pinned(turns, 'x', null)).toEqual([]);
    expect(pinned(turns, 'a', 'x')).toEqual([]);
  });

  it('shares out the places that it has, so that whoever comes later comes behind', () => {
    const moves = fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(4)), fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(moves, (all) => {
        let turns = queue('abcde');
        for (const [which, before, isPin] of all) {
          const id = 'abcde'[which]!;
          turns = after(
            turns,
            isPin ? pinned(turns, id, before === null ? null : 'abcde'[before]!) : unpinned(turns, id),
          );
        }
        expect(turns.map(({ place }) => place).sort((a, b) => a - b)).toEqual([10, 20, 30, 40, 50]);
      }),
    );
  });

  it('holds one open request of a site for each session', () => {
    const open = [turn({ id: 'a', siteId: 's', sessionId: 'x' }), turn({ id: 'b', siteId: 't' })];
    expect(openAlready(open, 's', 'x')?.id).toBe('a');
    expect(openAlready(open, 's', null)).toBeNull();
    expect(openAlready(open, 't', null)?.id).toBe('b');
  });

  it.each([
    [[], null, true],
    [[['c', false]], 'x', false],
    [
      [
        ['c', false],
        ['x', true],
      ],
      'x',
      true,
    ],
    [
      [
        ['c', false],
        ['x', true],
      ],
      'y',
      false,
    ],
    [[['x', false]], null, true],
  ] as [[string, boolean][], string | null, boolean][])(
    'with %j takes requests of session %s: %s',
    (gates, sessionId, expected) => expect(isTaken(new Map(gates), 'c', sessionId)).toBe(expected),
  );
});
