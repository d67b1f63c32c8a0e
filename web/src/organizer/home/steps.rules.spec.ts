import { describe, expect, it } from '@jest/globals';
import type { ConferenceProgress } from '#contract/progress.js';
import { firstSection, nextStep, stepsOf } from './steps.rules.js';

const nothing: ConferenceProgress = {
  conferenceId: 'c',
  asOf: '2026-11-20T00:00:00.000Z',
  sites: { points: 0, groups: 0 },
  people: { listed: 0, sites: 0 },
  sessions: 0,
  checkpoints: 0,
  materials: 0,
  links: { made: 0, opened: 0, of: 0 },
  readiness: { tested: 0, passed: 0 },
  consoles: 0,
  copiedFrom: null,
};
const ready: ConferenceProgress = {
  ...nothing,
  sites: { points: 3, groups: 1 },
  people: { listed: 45, sites: 3 },
  sessions: 4,
  checkpoints: 2,
  materials: 1,
  links: { made: 3, opened: 2, of: 3 },
  readiness: { tested: 2, passed: 1 },
};
const next = (progress: Partial<ConferenceProgress>, status: 'draft' | 'open' = 'draft') =>
  nextStep(stepsOf({ ...ready, ...progress }, { status }));

describe('the steps before a conference', () => {
  it('begin with the sites', () => expect(nextStep(stepsOf(nothing, { status: 'draft' }))).toBe('sites'));
  it.each([
    ['people', next({ people: { listed: 0, sites: 0 } })],
    ['materials', next({ materials: 0 })],
    // Two of three sites have opened their link: others wait for it, the organizer goes on.
    ['open', next({})],
    ['links', next({}, 'open')],
    ['people', next({ people: { listed: 15, sites: 1 }, links: { made: 3, opened: 3, of: 3 } }, 'open')],
    ['tested', next({ links: { made: 3, opened: 3, of: 3 } }, 'open')],
    ['tested', next({ readiness: { tested: 0, passed: 0 } }, 'open')],
    [null, next({ links: { made: 3, opened: 3, of: 3 }, readiness: { tested: 3, passed: 3 } }, 'open')],
  ])('lead to %s', (step, found) => expect(found).toBe(step));
  it('say how far each has come', () =>
    expect(
      stepsOf(ready, { status: 'open' }).map(({ key, state, count, of }) => [key, state, count, of]),
    ).toEqual([
      ['sites', 'done', 3, null],
      ['people', 'done', 3, 3],
      ['schedule', 'done', 4, null],
      ['checkpoints', 'done', 2, null],
      ['materials', 'done', 1, null],
      ['links', 'partly', 2, 3],
      ['tested', 'partly', 1, 3],
      ['open', 'done', 1, 1],
    ]));
});

describe('what a conference shows first', () => {
  const first = (status: 'draft' | 'open' | 'live' | 'closed', progress: ConferenceProgress, today: string) =>
    firstSection({ status, startsOn: '2026-12-01' }, stepsOf(progress, { status }), today);
  it.each([
    ['the checklist of a draft', first('draft', ready, '2026-12-01'), 'home'],
    ['the checklist while links are open', first('open', ready, '2026-11-30'), 'home'],
    ['the board on the day', first('open', ready, '2026-12-01'), 'board'],
    [
      'the checklist on the day, if there is nobody on the lists',
      first('open', nothing, '2026-12-01'),
      'home',
    ],
    ['the board of a live one', first('live', nothing, '2026-12-01'), 'board'],
    ['the board of a closed one', first('closed', ready, '2026-12-09'), 'board'],
  ])('is %s', (_, found, expected) => expect(found).toBe(expected));
});
