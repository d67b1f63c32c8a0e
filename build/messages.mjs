/**
 * `npm run messages`: compiles the catalogues of `messages/` (ICU MessageFormat in JSON, which translators'
 * tools read) to typed modules in `dist/messages`: a text, or a function of its arguments. They are imported
 * as `#messages/lazy/console.js` by pages (a language at a time) and `#messages/all/reports.js` by the
 * service. Whatever builds, serves or tests runs it first; it does nothing while nothing has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LANGUAGES = 'src/contract/languages.ts';
const STAMP = 'made-of';
/** `isNamed`: functions that take one object of values, because they take many. */
export const SURFACES = {
  faults: {},
  console: {},
  speaking: {},
  screen: {},
  organizer: { includes: ['faults'] },
  trainee: { includes: ['faults'] },
  invitation: { includes: ['faults'] },
  reference: {},
  reports: { isNamed: true },
  papers: { isNamed: true },
};
const PLURAL = `const rules = {};
/** Which form of the language stands with the number; it may be written with separators. */
export const plural = (locale, value) =>
  (rules[locale] ??= new Intl.PluralRules(locale)).select(Number(String(value).replace(/\\D/g, '')));
`;

const read = (path) => readFileSync(path, 'utf8');
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

/** @returns the faults: with one, nothing is written */
export async function compileMessages({ languages, surfaces: wanted = SURFACES, from = ROOT, to = from }) {
  const { Surface } = await import('./messages/catalogue.mjs');
  const folder = join(from, 'messages');
  const orders = JSON.parse(read(join(folder, 'arguments.json')));
  const surfaces = Object.entries(wanted).map(
    ([name, options]) => new Surface({ folder, name, languages, order: orders[name], ...options }),
  );
  const faults = [
    ...surfaces.flatMap((surface) => surface.faults),
    ...strangers(folder, Object.keys(languages), Object.keys(wanted)),
  ];
  if (faults.length === 0)
    writeAll(
      join(to, 'dist/messages'),
      Object.assign({ 'plural.js': PLURAL }, ...surfaces.map((surface) => surface.files())),
    );
  return faults;
}

/** Catalogues that nobody would read. */
function strangers(folder, languages, surfaces) {
  const known = new Set(languages.flatMap((code) => surfaces.map((name) => `${code}/${name}.json`)));
  return filesIn(folder)
    .map((path) => relative(folder, path).split(sep).join('/'))
    .filter((path) => path.includes('/') && !known.has(path))
    .map((path) => `messages/${path}: no language of the list, or no surface`);
}

/** Only what has changed, each at once: whoever watches them, or reads them now, never sees half a file. */
function writeAll(out, files) {
  for (const [name, content] of Object.entries(files)) {
    const path = join(out, name);
    if (existsSync(path) && read(path) === content) continue;
    mkdirSync(dirname(path), { recursive: true });
    const part = `${path}.${process.pid}.part`;
    writeFileSync(part, content);
    renameSync(part, path);
  }
  const known = new Set([...Object.keys(files), STAMP].map((name) => join(out, name)));
  for (const path of filesIn(out))
    if (!known.has(path) && !path.endsWith('.part')) rmSync(path, { force: true });
}

/** The list is TypeScript, for the service and the pages are; here it is wanted before anything is built. */
async function listedLanguages() {
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(read(join(ROOT, LANGUAGES)), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)).LANGUAGES;
}

/** @throws Error that names each fault */
export async function ensureMessages() {
  const sources = [
    join(ROOT, LANGUAGES),
    ...['messages', 'build/messages'].flatMap((name) => filesIn(join(ROOT, name))),
  ];
  const hash = createHash('sha256').update(read(join(ROOT, 'build/messages.mjs')));
  for (const path of sources) hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  const stamp = join(ROOT, 'dist/messages', STAMP);
  const madeOf = hash.digest('hex');
  if (existsSync(stamp) && read(stamp) === madeOf) return;
  const faults = await compileMessages({ languages: await listedLanguages() });
  if (faults.length > 0) throw new Error(`messages do not compile:\n${faults.join('\n')}`);
  writeFileSync(stamp, madeOf);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await ensureMessages().catch((fault) => {
    process.stderr.write(`${fault.message}\n`);
    process.exitCode = 1;
  });
