import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LANGUAGES } from '../../src/contract/languages.js';

interface Compiling {
  languages: Record<string, { locale: string; pseudoOf?: string }>;
  surfaces?: Record<string, { includes?: string[]; isNamed?: boolean }>;
  from?: string;
  to?: string;
}
const COMPILER = pathToFileURL(resolve('build/messages.mjs')).href;
const { compileMessages, SURFACES } = (await import(COMPILER)) as {
  compileMessages: (compiling: Compiling) => Promise<string[]>;
  SURFACES: Record<string, unknown>;
};
const VI_EN = { vi: { locale: 'vi-VN' }, en: { locale: 'en-GB' } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diemcau-messages-'));
  // What is compiled are modules, also where no package says so.
  await put('package.json', { type: 'module' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), JSON.stringify(content));
}
/** Compiles one surface, `page`, of these languages. */
async function compiled(
  catalogues: Record<string, unknown>,
  {
    languages = VI_EN,
    order = {},
    isNamed = false,
  }: Partial<Compiling> & { order?: object; isNamed?: boolean } = {},
): Promise<string[]> {
  await put('messages/arguments.json', { page: order });
  for (const [code, catalogue] of Object.entries(catalogues))
    await put(`messages/${code}/page.json`, catalogue);
  return compileMessages({ languages, surfaces: { page: { isNamed } }, from: folder });
}
type Messages = Record<string, ((...values: unknown[]) => string) | undefined>;
async function loaded(code: string, name = 'page'): Promise<Messages> {
  const path = pathToFileURL(join(folder, `dist/messages/${code}/${name}.js`)).href;
  return ((await import(path)) as { default: Messages }).default;
}

describe('a compiled message', () => {
  it('is a text, or a function of its arguments in the order of the source', async () => {
    const faults = await compiled({
      vi: { plain: 'Đóng', of: '{n} trên {all}', odd: "`{n}` $\\ '''{'x'}'" },
      en: { plain: 'Close', of: 'of {all}, {n}', odd: "`{n}` $\\ '''{'x'}'" },
    });
    expect(faults).toEqual([]);
    const en = await loaded('en');
    expect(en.plain).toBe('Close');
    expect(en.of!(1, '1,204')).toBe('of 1,204, 1');
    expect(en.odd!(5)).toBe("`5` $\\ '{x}");
  });

  it('counts numbers that are formatted already, and says an exact one first', async () => {
    const vi = '{n, plural, =0 {không có} other {# điểm cầu}}';
    const en = '{n, plural, one {# site} other {# sites} =0 {none}}';
    expect(await compiled({ vi: { n: vi }, en: { n: en } })).toEqual([]);
    const [inVi, inEn] = [await loaded('vi'), await loaded('en')];
    expect([0, 1, '1', 2, '1.204'].map((n) => inVi.n!(n))).toEqual([
      'không có',
      '1 điểm cầu',
      '1 điểm cầu',
      '2 điểm cầu',
      '1.204 điểm cầu',
    ]);
    expect([0, 1, '1', 21, '1,204'].map((n) => inEn.n!(n))).toEqual([
      'none',
      '1 site',
      '1 site',
      '21 sites',
      '1,204 sites',
    ]);
  });

  it('follows the plural forms of a language that has more of them', async () => {
    const languages = { vi: { locale: 'vi-VN' }, pl: { locale: 'pl-PL' } };
    const pl = '{n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}';
    expect(await compiled({ vi: { n: '{n} lượt' }, pl: { n: pl } }, { languages })).toEqual([]);
    const messages = await loaded('pl');
    expect([1, 2, 5, '22', '1 205'].map((n) => messages.n!(n))).toEqual([
      '1 wpis',
      '2 wpisy',
      '5 wpisów',
      '22 wpisy',
      '1 205 wpisów',
    ]);
  });

  it('leaves out what a missing value would say', async () => {
    const text = '{name}{unit, select, none {} other { ({unit})}}{isLate, select, true {!} other {}}';
    expect(await compiled({ vi: { who: text }, en: { who: text } })).toEqual([]);
    const { who } = await loaded('vi');
    expect([who!('A', null, false), who!('A', '', true), who!('A', 'B', true)]).toEqual([
      'A',
      'A!',
      'A (B)!',
    ]);
  });

  it('takes its arguments in another order where one is said', async () => {
    const both = { vi: { t: '{a} {b}' }, en: { t: '{b} {a}' } };
    expect(await compiled(both, { order: { t: ['b', 'a'] } })).toEqual([]);
    expect((await loaded('vi')).t!('B', 'A')).toBe('A B');
  });

  it('takes them by name where a surface says so', async () => {
    const faults = await compiled({ vi: { u: '{a} {b}' }, en: { u: '{b} {a}' } }, { isNamed: true });
    expect(faults).toEqual([]);
    expect((await loaded('en')).u!({ a: 'A', b: 'B' })).toBe('B A');
  });
});

describe('a fault in a catalogue', () => {
  const same = (text: string) => ({ vi: { a: { b: text } }, en: { a: { b: text } } });
  it.each([
    [
      'a missing key',
      { vi: { a: { b: 'x', c: 'y' } }, en: { a: { b: 'x' } } },
      'en/page.json: a.c: is missing',
    ],
    [
      'an unknown key',
      { vi: { a: 'x' }, en: { a: 'x', z: 'y' } },
      'en/page.json: z: is unknown to the source',
    ],
    [
      'an unknown argument',
      { vi: { a: '{n}' }, en: { a: '{n} {m}' } },
      'en/page.json: a: {m} is unknown to the source',
    ],
    ['an argument left out', { vi: { a: '{n} {m}' }, en: { a: '{n}' } }, 'en/page.json: a: does not say {m}'],
    ['an empty text', { vi: { a: 'x' }, en: { a: '' } }, 'en/page.json: a: is empty'],
    [
      'a group in the place of a text',
      { vi: { a: 'x' }, en: { a: { b: 'x' } } },
      'en/page.json: a: is not what it is in the source',
    ],
    [
      'a choice that is none in the source',
      { vi: { a: '{n}' }, en: { a: '{n, select, none {} other {{n}}}' } },
      'en/page.json: a: {n} is another kind of value in the source',
    ],
    [
      'a plural without other',
      same('{n, plural, one {x}}'),
      'vi/page.json: a.b: no ICU message: missing other clause',
    ],
    ['wrong syntax', same('{n'), 'vi/page.json: a.b: no ICU message: expect argument closing brace'],
    [
      'a form that the language has not',
      { vi: { a: '{n, plural, one {x} other {y}}' }, en: { a: '{n}' } },
      'vi/page.json: a: {n}: the language has no plural form "one"',
    ],
    ['a format', same('{n, number}'), 'vi/page.json: a.b: {n} has a format: values arrive formatted'],
    [
      'an ordinal',
      same('{n, selectordinal, other {#}}'),
      'vi/page.json: a.b: {n} may only be a plain plural',
    ],
    ['a number', { vi: { a: 1 }, en: { a: 1 } }, 'vi/page.json: a: is neither a text nor a group of texts'],
  ])('%s is said with file and key', async (_, catalogues, fault) => {
    const faults = await compiled(catalogues);
    expect(faults).toContain(`messages/${fault}`);
  });

  it('a catalogue of no language, an order of other arguments or of none', async () => {
    const both = { vi: { a: '{x} {y}' }, en: { a: '{x} {y}' }, fr: { a: '{x} {y}' } };
    expect(await compiled(both, { order: { a: ['x', 'z'], b: ['y'] } })).toEqual([
      'messages/arguments.json: page.a: the message has other arguments: x,y',
      'messages/arguments.json: page.b: the order says nothing new',
      'messages/fr/page.json: no language of the list, or no surface',
    ]);
  });

  it('a catalogue that is missing, or no JSON', async () => {
    expect(await compiled({ vi: { a: 'x', b: 'y' } })).toEqual([
      'messages/en/page.json: there is no such catalogue',
    ]);
    await writeFile(join(folder, 'messages/vi/page.json'), '{');
    const compiling = { languages: VI_EN, surfaces: { page: {} }, from: folder };
    expect(await compileMessages(compiling)).toEqual([
      expect.stringMatching(/^messages\/vi\/page\.json: .*JSON/),
      'messages/en/page.json: there is no such catalogue',
    ]);
  });

  it('leaves what was compiled before', async () => {
    expect(await compiled({ vi: { a: 'x' }, en: { a: 'x' } })).toEqual([]);
    expect(await compiled({ vi: { a: 'x' }, en: { a: '{' } })).not.toEqual([]);
    expect((await loaded('en')).a).toBe('x');
  });
});

describe('a third language that is none', () => {
  /** Texts, and functions called with a value that stands in no text. */
  function texts(messages: unknown, path = ''): [path: string, text: string][] {
    if (typeof messages === 'string') return [[path, messages]];
    if (typeof messages === 'function') {
      const call = messages as (...values: unknown[]) => string;
      // One argument is a value, or an object of values: this is either.
      const named = new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? () => '7' : '7') });
      return [
        [
          path,
          call.length === 1
            ? (call(named) as string)
            : call(...Array.from({ length: call.length }, () => '7')),
        ],
      ];
    }
    return Object.entries(messages as object).flatMap(([key, one]) => texts(one, `${path}.${key}`));
  }

  it('says every text of every surface between brackets, and nothing in plain letters', async () => {
    const languages = { ...LANGUAGES, xx: { locale: 'en-GB', pseudoOf: 'en' } };
    expect(await compileMessages({ languages, to: folder })).toEqual([]);
    for (const name of Object.keys(SURFACES)) {
      const [made, english] = [await loaded('xx', name), await loaded('en', name)];
      const found = texts(made);
      expect(found.length).toBe(texts(english).length);
      expect(found.length).toBeGreaterThan(20);
      const bare = found.filter(
        ([, text]) => text !== '' && (!/^⟦.*⟧$/s.test(text) || /[A-Za-z]*[aeiouydgst][A-Za-z]*/.test(text)),
      );
      expect([name, bare]).toEqual([name, []]);
    }
  });
});
