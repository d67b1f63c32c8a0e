import { describe, expect, it } from '@jest/globals';
import type { DataRequestRow } from './data-request.entity.js';
import { dueDates, stepFault } from './data-requests.rules.js';

const row = (more: Partial<DataRequestRow>): DataRequestRow => ({
  id: '1',
  conferenceId: 'c',
  kind: 'erase',
  participantId: null,
  person: 'An',
  // 06:30 on Friday 27 November in Vietnam.
  receivedAt: '2026-11-26T23:30:00.000Z',
  note: null,
  createdAt: '2026-11-26T23:30:00.000Z',
  createdById: 'a',
  answeredAt: null,
  answeredByName: null,
  extended: null,
  outcome: null,
  closedAt: null,
  closedByName: null,
  conclusion: null,
  ...more,
});
const at = (now: string, holidays: string[] = []) => ({ timezone: 'Asia/Ho_Chi_Minh', holidays, now });
const AT = '2026-11-27T01:00:00.000Z';

describe('a request', () => {
  it.each([
    [
      'is due for an answer first',
      {},
      AT,
      { answerBy: '2026-12-01', actBy: '2026-12-12', dueBy: '2026-12-01', isLate: false },
    ],
    ['is not late on its last day', {}, '2026-12-01T16:59:00.000Z', { dueBy: '2026-12-01', isLate: false }],
    [
      'is late from the midnight after',
      {},
      '2026-12-01T17:00:00.000Z',
      { dueBy: '2026-12-01', isLate: true },
    ],
    [
      'is due for the act once it is answered',
      { answeredAt: AT },
      '2026-12-05T00:00:00.000Z',
      { dueBy: '2026-12-12', isLate: false },
    ],
    [
      'gets 15 days more once',
      { answeredAt: AT, extended: 'cần tra hồ sơ' },
      AT,
      { actBy: '2026-12-27', dueBy: '2026-12-27' },
    ],
    [
      'is due no more once it is closed',
      { closedAt: AT, outcome: 'done' as const },
      '2027-01-01T00:00:00.000Z',
      { dueBy: null, isLate: false },
    ],
  ])('%s', (_, more, now, expected) => {
    expect(dueDates(row(more), at(now))).toMatchObject(expected);
  });

  it('waits for days off that an office has named', () => {
    expect(dueDates(row({}), at(AT, ['2026-11-30'])).answerBy).toBe('2026-12-02');
  });

  it('is extended once, and closed once', () => {
    expect(stepFault(row({}), { extends: true })).toBeNull();
    expect(stepFault(row({ extended: 'x' }), { extends: true })).toBe('data-request.extended');
    expect(stepFault(row({ extended: 'x' }), { extends: false })).toBeNull();
    expect(stepFault(row({ closedAt: AT }), { extends: false })).toBe('data-request.closed');
  });
});
