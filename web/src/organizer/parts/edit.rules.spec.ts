import fc from 'fast-check';
import { clashesOf, touchedBy } from './edit.rules.js';

describe('what a form has changed', () => {
  it.each([
    [{ name: 'A', phone: null }, { name: 'A', phone: '' }, {}],
    [{ name: 'A' }, { name: 'B' }, { name: 'B' }],
    [{ speakers: ['A'] }, { speakers: ['A'] }, {}],
    [{ line: 'x' }, { line: null }, { line: null }],
    [{}, { line: null }, {}],
  ])('%j, filled in %j: %j', (original, form, touched) => expect(touchedBy(original, form)).toEqual(touched));
});

describe('two people at one thing', () => {
  const base = { name: 'A', phone: null, line: 'x' };
  it('clash where they have changed the same field, each to another value', () =>
    expect(clashesOf({ name: 'B', line: 'y' }, base, { ...base, name: 'C' })).toEqual([
      { field: 'name', mine: 'B', theirs: 'C' },
    ]));
  it('do not clash in other fields, nor where they agree', () =>
    expect(clashesOf({ name: 'B', phone: '1' }, base, { name: 'B', phone: null, line: 'z' })).toEqual([]));

  it('lose nothing: without a clash, both changes stand', () => {
    const value = fc.constantFrom(null, 'a', 'b');
    const thing = fc.record({ x: value, y: value, z: value });
    fc.assert(
      fc.property(thing, thing, thing, (seen, form, current) => {
        const touched = touchedBy(seen, form);
        const result: Record<string, unknown> = { ...current, ...touched };
        const clashing = new Set(clashesOf(touched, seen, current).map(({ field }) => field));
        for (const field of ['x', 'y', 'z'] as const) {
          if (form[field] !== seen[field]) expect(result[field]).toBe(form[field]);
          if (current[field] !== seen[field] && !clashing.has(field))
            expect(result[field]).toBe(current[field]);
        }
      }),
    );
  });
});
