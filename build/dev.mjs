/**
 * `npm run dev`: compiles the service when a file of it changes, builds the pages when one of them does,
 * and both when a message does. It then starts the service anew, which keeps the pages in memory. The pages
 * are the ones that are shipped, under the same policy and with the service worker: a page server of its own
 * would have neither. The service takes its environment as `npm start` does. It is compiled into `dist/dev`,
 * so `npm start` finds its own.
 */
import { spawn } from 'node:child_process';
import { readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from 'vite';
import { ensureMessages } from './messages.mjs';
import { writeReached } from './reached.mjs';
import { report, settings, transformersOf } from './server-program.mjs';

const OUT_DIR = 'dist/dev';
const ready = { server: false, pages: false };
let service = null;
/** Restarts follow one another; one that has not begun yet serves for all changes until then. */
let restarting = Promise.resolve();
let isAsked = false;
let isEnding = false;

const say = (text) => process.stdout.write(`dev: ${text}\n`);

function changed(part) {
  ready[part] = true;
  if (!ready.server || !ready.pages || isAsked || isEnding) return;
  isAsked = true;
  restarting = restarting.then(async () => {
    isAsked = false;
    await stop();
    if (!isEnding) start();
  });
}

function start() {
  const child = spawn(process.execPath, ['--enable-source-maps', join(OUT_DIR, 'main.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  service = { child, exit: new Promise((resolve) => child.once('exit', resolve)) };
  child.once('exit', () => {
    if (service?.child !== child) return;
    service = null;
    if (!isEnding) say('the service has ended; it starts again at the next change');
  });
}

/** `SIGTERM` lets the service finish what is under way. */
async function stop() {
  const stopping = service;
  service = null;
  stopping?.child.kill('SIGTERM');
  await stopping?.exit;
}

function watchServer() {
  rmSync(OUT_DIR, { recursive: true, force: true });
  const host = ts.createWatchCompilerHost(
    settings.tsConfigPath,
    { outDir: OUT_DIR, noEmitOnError: true },
    ts.sys,
    ts.createEmitAndSemanticDiagnosticsBuilderProgram,
    (fault) => report([fault]),
    () => {},
  );
  host.afterProgramCreate = (builder) => {
    const transformers = transformersOf(builder.getProgram());
    const { diagnostics } = builder.emit(undefined, undefined, undefined, undefined, transformers);
    report(diagnostics);
    if (diagnostics.length > 0) return say('the server does not compile; the one before runs on');
    say('the server is compiled');
    // The shapes in `GET /openapi.json` are read when first asked for: nobody waits for them.
    spawn(process.execPath, ['build/answers.mjs', OUT_DIR], { stdio: ['ignore', 'inherit', 'inherit'] });
    changed('server');
    setImmediate(() => writeReached(builder.getProgram(), OUT_DIR));
  };
  return ts.createWatchProgram(host);
}

async function watchPages() {
  const watcher = await build({ configFile: 'web/vite.config.ts', logLevel: 'warn', build: { watch: {} } });
  watcher.on('event', async (event) => {
    if (event.code === 'ERROR') say('the pages do not build; those before are kept');
    if (event.code === 'BUNDLE_END') await event.result.close();
    if (event.code !== 'END') return;
    say('the pages are built');
    changed('pages');
  });
  return watcher;
}

/** What an editor writes in several steps is one change. The pages see by themselves what is compiled. */
function watchMessages() {
  let timer = null;
  const compile = async () => {
    try {
      await ensureMessages();
      changed('server');
    } catch (fault) {
      say(fault.message);
    }
  };
  const changes = () => {
    clearTimeout(timer);
    timer = setTimeout(compile, 100);
  };
  // Folder by folder: a recursive watch loses a file that an editor puts another in the place of.
  const folders = readdirSync('messages', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const catalogues = ['messages', ...folders.map(({ name }) => join('messages', name))];
  return [...catalogues, 'src/contract/languages.ts'].map((path) => watch(path, changes));
}

await ensureMessages();
const catalogues = watchMessages();
const server = watchServer();
const pages = await watchPages();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    if (isEnding) return;
    isEnding = true;
    await restarting;
    await stop();
    server.close();
    for (const watcher of catalogues) watcher.close();
    await pages.close();
    process.exit(0);
  });
