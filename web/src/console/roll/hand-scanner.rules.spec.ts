import { HandScanner, type Typed } from './hand-scanner.rules.js';

/** Keys with so many ms between them; `~` is Backspace, `^` Shift. */
function type(keys: string, everyMs: number, scanner = new HandScanner(), from = 1_000): Typed[] {
  const names: Record<string, string> = { '\n': 'Enter', '~': 'Backspace', '^': 'Shift' };
  return [...keys].map((key, at) => scanner.acceptKey(names[key] ?? key, from + at * everyMs));
}

describe('a hand scanner', () => {
  it.each([
    ['types a code in one go', 'DT-002\n', 8, 'DT-002'],
    ['holds Shift for capitals', '^D^T002\n', 8, 'DT002'],
    ['types a link', 'https://h/c/day#code=ABC\n', 12, 'https://h/c/day#code=ABC'],
    ['meets Vietnamese input, which takes letters back', '7A~Á2Z\n', 5, '7Á2Z'],
  ])('%s', (_name, keys, everyMs, text) =>
    expect(type(keys, everyMs).at(-1)).toMatchObject({ kind: 'code', text }),
  );

  it.each([
    ['fingers', 'DT002\n', 120],
    ['somebody who marks with the space bar held down', '      \n', 5],
    ['a single Enter', '\n', 5],
    ['too short to be a code', 'ab\n', 5],
  ])('is not %s', (_name, keys, everyMs) =>
    expect(type(keys, everyMs).map(({ kind }) => kind)).not.toContain('code'),
  );

  it('has ended with its Enter: a key right after it is a key of its own', () =>
    expect(type('DT-002\n/', 8).slice(-2)).toEqual([
      expect.objectContaining({ kind: 'code' }),
      { kind: 'key' },
    ]));

  it('records the positions of the keys, dead keys included, and says whether letters were deleted', () => {
    const press = (...keys: [key: string, code: string][]): Typed =>
      keys
        .reduce<Typed[]>(
          (typed, [key, code], at) => [
            ...typed,
            scanner.acceptKey(key, 9_000 + at * 5, { code, isShifted: false }),
          ],
          [],
        )
        .at(-1)!;
    const scanner = new HandScanner();
    const enter: [string, string] = ['Enter', 'Enter'];
    expect(press(['y', 'KeyZ'], ['ß', 'Minus'], ['Dead', 'Equal'], ['7', 'Digit7'], enter)).toEqual({
      kind: 'code',
      text: 'yß7',
      places: 'z-=7',
    });
    expect(
      press(
        ['a', 'KeyA'],
        ['Backspace', 'Backspace'],
        ['á', ''],
        ['1', 'Digit1'],
        ['2', 'Digit2'],
        ['3', 'Digit3'],
        enter,
      ),
    ).toEqual({ kind: 'code', text: 'á123', isRewritten: true });
    expect(
      press(
        ['Process', 'KeyA'],
        ['Process', 'KeyS'],
        ['Process', 'Digit1'],
        ['Process', 'Digit2'],
        ['Process', 'Enter'],
      ),
    ).toEqual({ kind: 'code', text: '', places: 'as12' });
  });

  it('starts again after a pause, and after each code', () => {
    const scanner = new HandScanner();
    type('xx', 5, scanner);
    expect(type('DT002\n', 5, scanner, 5_000).at(-1)).toEqual({ kind: 'code', text: 'DT002' });
    expect(type('DT003\n', 5, scanner, 5_050).at(-1)).toEqual({ kind: 'code', text: 'DT003' });
    expect(type('\n', 5, scanner, 5_090)).toEqual([{ kind: 'key' }]);
  });
});
