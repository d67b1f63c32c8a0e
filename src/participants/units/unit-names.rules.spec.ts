import { describe, expect, it } from '@jest/globals';
import { unitKey } from '../../contract/unit-key.js';
import type { UnitMergeRow } from './unit-merge.entity.js';
import { judgeMerge, unitsAmong } from './unit-names.rules.js';

const merge = (name: string, intoName: string): UnitMergeRow => ({
  id: `${name} → ${intoName}`,
  conferenceId: 'c',
  name,
  nameKey: unitKey(name),
  intoName,
  createdAt: '2026-11-22T01:00:00.000Z',
});

describe('a merge of units', () => {
  const made = merge('UBND xã A', 'Xã A');
  it.each([
    ['of two spellings of one unit is none', 'Xã Hòa', 'xã hoà.', 'unit-merge.same'],
    ['of the unit that another became is a circle', 'Xã A', 'ubnd xã a', 'unit-merge.circle'],
    ['of a unit that is another already is refused', 'UBND Xã A', 'Xã B', 'unit-merge.exists'],
    ['that is there already is answered as it is', 'UBND XÃ A', 'xã a', made],
    ['of another unit into a merged one can be made', 'X. A', 'UBND xã A', null],
  ])('%s', (_, name, into, judged) => expect(judgeMerge(name, into, [made])).toEqual(judged));

  it('is a circle over several steps too', () => {
    expect(judgeMerge('C', 'A', [merge('A', 'B'), merge('B', 'C')])).toBe('unit-merge.circle');
  });
});

describe('the units of a conference', () => {
  const spelt = [
    { name: 'Sở Y tế', people: 5 },
    { name: 'SỞ Y TẾ', people: 1 },
    { name: 'Sở Y tế.', people: 2 },
    { name: 'UBND xã A', people: 3 },
    { name: 'Xã A', people: 4 },
  ];

  it('are put together by key, each with its spellings, the commonest first', () => {
    const units = unitsAmong(spelt, []);
    expect(units.map(({ name, people }) => [name, people])).toEqual([
      ['Sở Y tế', 8],
      ['UBND xã A', 3],
      ['Xã A', 4],
    ]);
    expect(units[0]!.spellings.map(({ name }) => name)).toEqual(['Sở Y tế', 'Sở Y tế.', 'SỞ Y TẾ']);
  });

  it('stand with the one that they became, with their people', () => {
    const units = unitsAmong(spelt, [merge('UBND Xã A', 'Xã A')]);
    expect(units.map(({ name, people }) => [name, people])).toEqual([
      ['Sở Y tế', 8],
      ['Xã A', 7],
    ]);
    expect(units[1]).toMatchObject({
      spellings: [{ name: 'Xã A', people: 4 }],
      merged: [{ name: 'UBND Xã A', people: 3 }],
    });
  });

  it('show a merge of a unit in which nobody is any more, so that it can be undone', () => {
    const units = unitsAmong([], [merge('X. B', 'Xã B')]);
    expect(units).toMatchObject([
      { name: 'Xã B', people: 0, spellings: [], merged: [{ name: 'X. B', people: 0 }] },
    ]);
  });
});
