import { describe, expect, it } from '@jest/globals';
import { dueDays, dueKinds } from './retention.rules.js';

const due = dueDays('2026-11-22', { contactsDays: 90, presenceDays: 30, ledgerYears: 5 });

describe('retention', () => {
  it('counts whole days and years after the last day of the conference', () => {
    expect(due).toEqual({ contacts: '2027-02-21', presence: '2026-12-23', ledger: '2031-11-23' });
  });

  it.each([
    ['2026-12-22', []],
    ['2026-12-23', ['presence']],
    ['2027-02-21', ['contacts', 'presence']],
    ['2031-11-23', ['contacts', 'presence', 'ledger']],
  ])('on %s lets go %j, once the report is signed', (today, kinds) => {
    expect(dueKinds(due, true, today)).toEqual(kinds);
    expect(dueKinds(due, false, today)).toEqual([]);
  });
});
