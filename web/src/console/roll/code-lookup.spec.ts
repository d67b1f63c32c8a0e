import { codeHash, personalCode } from '#contract/personal-code.js';
import { type CodeSource, identifyCode } from './code-lookup.js';
import type { GuestsFound } from './guest-search.js';
import type { RollRow } from './roll.rules.js';

const OURS = personalCode(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
const MISTYPED = `${OURS.slice(0, -1)}${OURS.endsWith('0') ? '1' : '0'}`;
const guest = { participantId: 'g', fullName: 'Giáp Thị Hằng', unit: null, siteName: 'Phường Thọ Xương' };
const found: GuestsFound = { kind: 'found', guests: [guest] };
const nobody: GuestsFound = { kind: 'found', guests: [] };
const offline: GuestsFound = { kind: 'offline' };

async function look(text: string, answer: GuestsFound | null) {
  const asked: string[] = [];
  const source: CodeSource = {
    rows: [
      { participantId: 'a', codeHash: await codeHash('c', 'DT-001') } as RollRow,
      { participantId: 'b', codeHash: await codeHash('c', 'DDT-001') } as RollRow,
    ],
    conferenceId: 'c',
    slug: 'day',
    ask: async (code) => {
      asked.push(code);
      if (!answer) throw new Error('must not ask');
      return answer;
    },
  };
  return { found: await identifyCode(source, text), asked };
}

describe('the person of a code', () => {
  it.each([
    ['dt001', 'person'],
    ['https://h/c/day#code=DT-001', 'person'],
    ['https://h/c/c#code=DT-001', 'person'],
    ['https://h/c/other#code=DT-001', 'other-conference'],
    // “DT001” where Vietnamese input is on and the office's codes are short.
    ['Đt-001', 'person'],
    ['khong ai', 'keyboard'],
    ['https://example.org/menu/of/the/day/and/another/one', 'keyboard'],
    // What AZERTY and the Vietnamese layout make of digits.
    ['é"\'(-', 'keyboard'],
    ['k\u0301\u0309b', 'keyboard'],
  ])('%s: %s, without asking', async (text, kind) =>
    expect(await look(text, null)).toMatchObject({ found: { kind }, asked: [] }),
  );

  it.each<[string, string, GuestsFound, object]>([
    ['the service’s', OURS, found, { kind: 'guest', guest }],
    ['an office’s', 'SNV-007', found, { kind: 'guest', guest }],
    // An office may have made a code that looks like one of ours.
    ['one that looks mistyped', MISTYPED, found, { kind: 'guest', guest }],
    ['a sound one of nobody', OURS, nobody, { kind: 'unknown' }],
    ['a mistyped one', MISTYPED, nobody, { kind: 'mistyped' }],
    ['too many', OURS, { kind: 'limited' }, { kind: 'limited' }],
    ['a sound one, nobody to ask', ` ${OURS.toLowerCase()} `, offline, { kind: 'later', code: OURS }],
    ['a sound one, a service that fails', OURS, { kind: 'failed' }, { kind: 'later', code: OURS }],
    ['a mistyped one, nobody to ask', MISTYPED, offline, { kind: 'mistyped' }],
    ['an office’s, nobody to ask', 'SNV-007', offline, { kind: 'not-here' }],
  ])('%s', async (_name, text, answer, expected) =>
    expect((await look(text, answer)).found).toMatchObject(expected),
  );
});
