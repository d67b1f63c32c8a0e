import { codeHash } from '#contract/personal-code.js';
import { type Layout, layouts, type Press, scanned } from '../../../../test/support/keyboard-layouts.js';
import { ownCodes } from '../../../../test/support/own-codes.js';
import { type Method, typedWith, VietnameseTyping } from '../../../../test/support/vietnamese-typing.js';
import { type CodeFound, type CodeSource, identifyCode } from './code-lookup.js';
import { HandScanner, type Scan } from './hand-scanner.rules.js';
import type { RollRow } from './roll.rules.js';

const CODES = ownCodes(2_000);
const rowOf = async (code: string): Promise<RollRow> =>
  ({ participantId: code, codeHash: await codeHash('c', code) }) as RollRow;
const ROWS = await Promise.all(CODES.map(rowOf));

/** Presses the keys as fast as a scanner does. */
function scanOf(presses: Press[]): Scan {
  const scanner = new HandScanner();
  const typed = presses.map(({ key, ...place }, at) => scanner.acceptKey(key, 1_000 + at * 8, place)).at(-1)!;
  if (typed.kind !== 'code') throw new Error(`read ${typed.kind}`);
  return typed;
}
const source = (rows: readonly RollRow[], ask: CodeSource['ask']): CodeSource => ({
  rows,
  conferenceId: 'c',
  slug: 'day',
  ask,
});
const nobodyAsked: CodeSource['ask'] = () => Promise.reject(new Error('must not ask'));
const nobody: CodeSource['ask'] = () => Promise.resolve({ kind: 'found', guests: [] });

/** The codes that are not read as what they are, each on a roster of a few. */
async function misread(scan: (code: string) => Scan): Promise<string[]> {
  const wrong: string[] = [];
  for (const [at, code] of CODES.entries()) {
    const roster = source(ROWS.slice(at, at + 5), nobodyAsked);
    const found = await identifyCode(roster, scan(code)).catch((fault: unknown) => fault as Error);
    if (!('kind' in found) || found.kind !== 'person' || found.row.participantId !== code) wrong.push(code);
  }
  return wrong;
}

describe('a hand scanner under another keyboard layout', () => {
  it.each(layouts)('is read, all 2,000 codes of it: %s', async (layout) =>
    expect(await misread((code) => scanOf(scanned(layout, code)))).toEqual([]),
  );

  it.each(layouts)('types a personal link that is read: %s', async (layout) => {
    const link = (code: string): string => `http://10.0.0.5:3000/c/day#code=${code.replaceAll('*', '%2A')}`;
    const found = await identifyCode(source(ROWS, nobodyAsked), scanOf(scanned(layout, link(CODES[7]!))));
    expect(found).toMatchObject({ kind: 'person', row: { participantId: CODES[7] } });
    const other = `http://10.0.0.5:3000/c/other-day#code=${CODES[7]}`;
    expect(await identifyCode(source(ROWS, nobodyAsked), scanOf(scanned(layout, other)))).toEqual({
      kind: 'other-conference',
    });
  });

  it.each(layouts)('asks the service for the code of another site: %s', async (layout) => {
    const asked: string[] = [];
    const guest = { participantId: 'g', fullName: 'Giáp Thị Hằng', unit: null, siteName: 'Phường Thọ Xương' };
    const ask: CodeSource['ask'] = (code) => {
      asked.push(code);
      return Promise.resolve({ kind: 'found', guests: code.toUpperCase() === CODES[3] ? [guest] : [] });
    };
    expect(await identifyCode(source([], ask), scanOf(scanned(layout, CODES[3]!)))).toEqual({
      kind: 'guest',
      guest,
    });
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});

describe('a hand scanner while Vietnamese input is on', () => {
  /** The input method passes the keys on, and says so of each (`Process`). */
  const passed = (code: string): Press[] =>
    scanned('English (US)', code).map((press) =>
      /^[a-z0-9]$/i.test(press.key) ? { ...press, key: 'Process' } : press,
    );
  it('that passes the keys on is read, all 2,000 codes of it', async () =>
    expect(await misread((code) => scanOf(passed(code)))).toEqual([]));

  /**
   * Types as UniKey does: it swallows the key of a mark, deletes letters and types others, which have no
   * position.
   */
  function typedThrough(method: Method, code: string): Press[] {
    const typing = new VietnameseTyping(method);
    const presses = [...code].flatMap((key): Press[] => {
      const before = [...typing.text];
      typing.type(key);
      const after = [...typing.text];
      const same = before.findIndex((letter, at) => letter !== after[at]);
      const from = same < 0 ? before.length : same;
      if (from === before.length && after.slice(from).join('') === key)
        return scanned('English (US)', key).slice(0, -1);
      const press = (one: string): Press => ({ key: one, code: '', isShifted: false });
      return [...before.slice(from).map(() => press('Backspace')), ...after.slice(from).map(press)];
    });
    return [...presses, { key: 'Enter', code: 'Enter', isShifted: false }];
  }

  it.each<[Method, number]>([
    ['telex', 25],
    ['vni', 50],
  ])(
    'that keeps keys (%s) is read nearly always, and never makes a guest of anybody',
    async (method, most) => {
      const unread = await misread((code) => scanOf(typedThrough(method, code)));
      expect(unread.length).toBeLessThan(most);
      const kinds = new Set<CodeFound['kind']>();
      for (const code of unread)
        kinds.add((await identifyCode(source(ROWS, nobody), scanOf(typedThrough(method, code)))).kind);
      for (const kind of kinds) expect(['keyboard', 'mistyped']).toContain(kind);
      expect(CODES.filter((code) => typedWith(method, code) !== code).length).toBeGreaterThan(300);
    },
  );
});

describe('what a hand scanner has typed', () => {
  const typedOn = (layout: Layout, text: string): Promise<CodeFound> =>
    identifyCode(source([], nobody), { text: scanOf(scanned(layout, text)).text });
  it.each<[Layout, string]>([
    ['Vietnamese', '56789K'],
    ['French (AZERTY)', '34589'],
    ['Belgian', '3459'],
    ['Russian', '34X7'],
  ])('and no code can be names the keyboard, and never a guest: %s', async (layout, text) => {
    const found = await typedOn(layout, text);
    expect(found).toMatchObject({ kind: 'keyboard' });
  });
  it('and a camera has read is no fault of the keyboard', async () =>
    expect(await identifyCode(source([], nobody), { text: 'khong phai ma', isFromCamera: true })).toEqual({
      kind: 'not-a-code',
    }));
});
