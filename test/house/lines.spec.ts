import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As in `.editorconfig` and `.prettierrc`. Prettier breaks neither texts nor comments. */
const MOST = 110;
const FOLDERS = ['src', 'web', 'test', 'bench', 'build', 'docs'];
/** JSON is left out: programs write it. */
const WRITTEN_BY_HAND = /\.(ts|mjs|cjs|js|c|svelte|css|html|md)$/;

interface Exception {
  why: string;
  files: RegExp;
  line: RegExp;
}
/** Lines that cannot be broken. Each exception must be in use. */
const EXCEPTIONS: Exception[] = [
  { why: 'a row of a table is one line in Markdown', files: /\.md$/, line: /^\|.*\|$/ },
  {
    why: 'the service prints one line, and people search for it as it is',
    files: /^docs\/operate\.md$/,
    line: /^(diemcau cannot start: |\{"level":)/,
  },
];

const atTheTop = readdirSync('.').filter((name) => WRITTEN_BY_HAND.test(name));
const below = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name).replaceAll('\\', '/'),
  ),
).filter((path) => WRITTEN_BY_HAND.test(path));

/** Counts code points: a letter of Vietnamese in NFC is one of them. */
const isLong = (line: string): boolean => line.length > MOST && [...line].length > MOST;
const longLines = (path: string, text: string): { path: string; line: string; number: number }[] =>
  text.split('\n').flatMap((line, at) => (isLong(line) ? [{ path, line, number: at + 1 }] : []));
const found = [...atTheTop, ...below].flatMap((path) => longLines(path, readFileSync(path, 'utf8')));
const excepts =
  ({ path, line }: (typeof found)[number]) =>
  (exception: Exception): boolean =>
    exception.files.test(path) && exception.line.test(line);

describe('lines', () => {
  it(`have at most ${MOST} characters`, () => {
    expect(atTheTop).toContain('README.md');
    expect(below.length).toBeGreaterThan(900);
    expect(
      found
        .filter((one) => !EXCEPTIONS.some(excepts(one)))
        .map(({ path, number, line }) => `${path}:${number} has ${[...line].length}`),
    ).toEqual([]);
  });

  it.each(EXCEPTIONS)('need the exception: $why', (exception) =>
    expect(found.some((one) => excepts(one)(exception))).toBe(true),
  );

  it('are measured in code points', () => {
    expect(longLines('a.md', `${'ễ'.repeat(MOST)}\n${'😀'.repeat(MOST)}`)).toEqual([]);
    expect(longLines('a.md', `x\n${'ễ'.repeat(MOST + 1)}`)).toMatchObject([{ path: 'a.md', number: 2 }]);
  });
});
