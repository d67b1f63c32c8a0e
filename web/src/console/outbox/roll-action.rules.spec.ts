import { type Fact, standing, UNMARKED } from '#contract/standing.js';
import { type Circumstances, entriesFor } from './roll-action.rules.js';
import { newId } from '../../shared/new-id.js';

const NOW = '2026-11-22T01:00:00.000Z';
function at(changes: Partial<Circumstances> = {}): Circumstances {
  let count = 0;
  return {
    checkpointId: 'c',
    siteId: 'here',
    now: NOW,
    isOffline: false,
    newId: () => `n${++count}`,
    isOwn: () => false,
    ...changes,
  };
}
const binh = { participantId: 'binh', standing: UNMARKED };

describe('the entries of an action', () => {
  it('marks everybody present with one entry each', () => {
    const entries = entriesFor(
      {
        kind: 'present',
        people: [
          { ...binh, mode: 'in_person' },
          { participantId: 'chi', standing: UNMARKED, mode: 'online' },
        ],
      },
      at(),
    );
    expect(entries.map(({ entry }) => entry)).toEqual([
      {
        id: 'n1',
        checkpointId: 'c',
        kind: 'present',
        participantId: 'binh',
        mode: 'in_person',
        method: 'roll_call',
        recordedAt: NOW,
      },
      {
        id: 'n2',
        checkpointId: 'c',
        kind: 'present',
        participantId: 'chi',
        mode: 'online',
        method: 'roll_call',
        recordedAt: NOW,
      },
    ]);
  });
  it('say whether they were made without a connection', () => {
    expect(
      entriesFor({ kind: 'absent', person: binh, reason: 'sick' }, at({ isOffline: true }))[0]?.entry,
    ).toMatchObject({
      kind: 'absent',
      reason: 'sick',
      offline: true,
    });
  });
  it("gives a walk-in the entry's own id", () => {
    const [unnumbered] = entriesFor(
      { kind: 'walk-in', walkIn: { fullName: 'Đỗ Đức Cường', unit: 'Công an xã' }, mode: 'in_person' },
      at(),
    );
    expect(unnumbered).toMatchObject({
      participantId: 'n1',
      entry: { id: 'n1', kind: 'present', method: 'walk_in', walkIn: { fullName: 'Đỗ Đức Cường' } },
    });
    expect(unnumbered?.entry).not.toHaveProperty('participantId');
  });
  it('marks the substituted person absent once', () => {
    const action = {
      kind: 'substitute',
      walkIn: { fullName: 'Thân Thị Mai' },
      reason: 'business_trip',
    } as const;
    expect(
      entriesFor({ ...action, absent: binh }, at()).map(({ entry }) => [entry.kind, entry.substituteFor]),
    ).toEqual([
      ['absent', undefined],
      ['present', 'binh'],
    ]);
    expect(
      entriesFor({ ...action, absent: { ...binh, standing: { ...UNMARKED, state: 'absent' } } }, at()),
    ).toHaveLength(1);
  });
  it('name a person known by a code alone by that code', () => {
    const [unnumbered] = entriesFor({ kind: 'code', code: 'ABC', codeHash: 'h' }, at());
    expect(unnumbered).toMatchObject({
      participantId: 'n1',
      codeHash: 'h',
      entry: { id: 'n1', kind: 'present', method: 'qr', mode: 'in_person', code: 'ABC' },
    });
    expect(unnumbered?.entry).not.toHaveProperty('participantId');
    const [left] = entriesFor(
      { kind: 'left', person: { participantId: 'n1', standing: UNMARKED } },
      at({ codeOf: (id) => (id === 'n1' ? 'ABC' : undefined) }),
    );
    expect(left).toMatchObject({ participantId: 'n1', entry: { kind: 'left', code: 'ABC' } });
    expect(left?.entry).not.toHaveProperty('participantId');
  });
  it('undoes by naming the entry', () => {
    expect(
      entriesFor({ kind: 'undo', entries: [{ id: 'e', participantId: 'binh' }] }, at())[0],
    ).toMatchObject({
      participantId: 'binh',
      entry: { kind: 'undo', undoes: 'e' },
    });
  });

  it('wins over an entry of another console of the site although this clock is three hours behind', () => {
    const theirs: Fact = {
      id: 't',
      kind: 'present',
      siteId: 'here',
      mode: 'in_person',
      reason: null,
      substituteFor: null,
      undoes: null,
      recordedAt: '2026-11-22T04:00:00.000Z',
      deviceId: 'd2',
      deviceSeq: 1,
    };
    const entries = entriesFor(
      { kind: 'absent', person: { participantId: 'binh', standing: standing([theirs]) }, reason: 'sick' },
      at(),
    );
    const mine = entries.map(({ entry }, n): Fact => ({
      ...theirs,
      id: entry.id,
      kind: entry.kind,
      mode: null,
      reason: entry.reason ?? null,
      undoes: entry.undoes ?? null,
      recordedAt: entry.recordedAt,
      deviceId: 'd1',
      deviceSeq: n + 1,
    }));
    expect(standing([theirs, ...mine]).state).toBe('absent');
  });
  it('undoes no entry of its own, of another site, or of an earlier time', () => {
    const later = {
      ...UNMARKED,
      state: 'in_person' as const,
      entryId: 't',
      siteId: 'here',
      recordedAt: '2026-11-22T04:00:00.000Z',
    };
    const gesture = (standingNow: typeof later, circumstances = at()) =>
      entriesFor(
        { kind: 'absent', person: { participantId: 'binh', standing: standingNow }, reason: 'sick' },
        circumstances,
      ).length;
    expect(gesture(later)).toBe(2);
    expect(gesture(later, at({ isOwn: () => true }))).toBe(1);
    expect(gesture({ ...later, siteId: 'there' })).toBe(1);
    expect(gesture({ ...later, recordedAt: '2026-11-22T00:00:00.000Z' })).toBe(1);
  });
});

describe('a new id', () => {
  it('is a UUID of version 7, in the order of time', () => {
    const made = [1, 1_795_000_000_000].map((now) => newId(now));
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...made].sort()).toEqual(made);
  });
});
