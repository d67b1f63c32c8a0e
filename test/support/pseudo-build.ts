import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOURCES = ['src', 'web', 'messages', 'build', 'package.json', 'nest-cli.json'];
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json'];
const LIST = 'src/contract/languages.ts';
/** The one line. */
const TURNED_OFF = '  // xx: ';

/** A copy of the sources with one line changed, built; its service is `dist/server/main.js`. */
export async function pseudoBuild(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diemcau-xx-'));
  for (const name of [...SOURCES, ...SETTINGS])
    await cp(name, join(folder, name), { recursive: true, filter: (path) => !path.endsWith('.spec.ts') });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const list = await readFile(LIST, 'utf8');
  if (!list.includes(TURNED_OFF)) throw new Error(`${LIST} has no line "${TURNED_OFF}…"`);
  await writeFile(join(folder, LIST), list.replace(TURNED_OFF, '  xx: '));
  await run(folder, 'build/messages.mjs');
  await Promise.all([
    run(folder, 'build/compile.mjs'),
    run(folder, 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error', '-c', 'web/vite.config.ts'),
  ]);
  return folder;
}

/** @throws what the program said, if it failed */
async function run(cwd: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`${args.join(' ')}: ${output}`);
}
