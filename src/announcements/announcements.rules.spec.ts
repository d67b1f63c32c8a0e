import { acknowledgedAt, contentOf, oneChoice, statusAt } from './announcements.rules.js';

const NINE = '2026-11-22T02:00:00.000Z';
const TEN = '2026-11-22T03:00:00.000Z';
const ELEVEN = '2026-11-22T04:00:00.000Z';

describe('what was left out', () => {
  it.each([
    [undefined, undefined, 'info', false],
    ['info', true, 'info', true],
    ['important', undefined, 'important', true],
    ['important', false, 'important', false],
    ['urgent', undefined, 'urgent', true],
    ['urgent', false, 'urgent', true],
  ] as const)('level %s, acknowledge %s: %s, %s', (level, acknowledge, asLevel, asks) =>
    expect(contentOf({ text: 'x', to: { all: true }, level, acknowledge })).toEqual({
      text: 'x',
      to: { all: true },
      level: asLevel,
      acknowledge: asks,
      showUntil: null,
    }),
  );
});

describe('the choice of sites', () => {
  it.each([
    [{ all: true }, { all: true }],
    [{ state: 'lost', all: undefined }, { state: 'lost' }],
    [{}, null],
    [{ all: true, state: 'lost' }, null],
  ])('%j is %j', (given, to) => expect(oneChoice(given)).toEqual(to));
});

it.each([
  ['draft', null, 'draft'],
  ['draft', NINE, 'draft'],
  ['live', null, 'live'],
  ['live', ELEVEN, 'live'],
  ['live', TEN, 'ended'],
  ['ended', ELEVEN, 'ended'],
] as const)('%s until %s is %s at ten', (status, showUntil, standing) =>
  expect(statusAt({ status, showUntil }, TEN)).toBe(standing),
);

it.each([
  ['online', undefined, ELEVEN],
  ['offline, an hour ago', TEN, TEN],
  ['by a clock that is ahead', '2027-01-01T00:00:00.000Z', ELEVEN],
  ['by a clock that is behind the sending', '2020-01-01T00:00:00.000Z', NINE],
] as const)('acknowledged %s counts at a moment between sending and arrival', (_, recordedAt, at) =>
  expect(acknowledgedAt(recordedAt, NINE, ELEVEN)).toBe(at),
);
