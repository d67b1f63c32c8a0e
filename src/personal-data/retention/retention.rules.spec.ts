import { describe, expect, it } from '@jest/globals';
import { dueDays, dueKinds } from './retention.rules.js';

const usual = { contactsDays: 90, presenceDays: 30, ledgerYears: 5 };
const due = dueDays('2026-11-22', null, usual);

describe('retention', () => {
  it('counts whole days and years after the last day of the conference', () => {
    expect(due).toEqual({ contacts: '2027-02-21', presence: '2026-12-23', ledger: '2031-11-23' });
    expect(dueDays('2026-11-22', '2026-11-21', usual)).toEqual(due);
  });

  it('counts from the signature where that is later, whatever the end was changed to', () => {
    const late = { contacts: '2027-03-02', presence: '2027-01-01', ledger: '2031-12-02' };
    for (const endsOn of ['2006-11-22', '2026-11-22', '2026-12-01'])
      expect(dueDays(endsOn, '2026-12-01', usual)).toEqual(late);
  });

  it.each([
    ['2026-12-22', []],
    ['2026-12-23', ['presence']],
    ['2027-02-21', ['contacts', 'presence']],
    ['2031-11-23', ['contacts', 'presence', 'ledger']],
  ])('on %s lets go %j, once it is closed and signed', (today, kinds) => {
    expect(dueKinds(due, true, today)).toEqual(kinds);
    expect(dueKinds(due, false, today)).toEqual([]);
  });
});
