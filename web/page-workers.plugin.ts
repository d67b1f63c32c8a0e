import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

export const WORKER = 'console-worker';

/**
 * The pages that open without a network, each with a worker of its own. `takesOver`: nothing on the page can
 * be lost, so a new version need not wait for the next opening.
 */
const PAGES = [
  { entry: 'console', path: '/console', file: `${WORKER}.js`, takesOver: false },
  { entry: 'siteScreen', path: '/site-screen', file: 'site-screen-worker.js', takesOver: true },
] as const;

/**
 * Writes the service worker once for each of these pages and tells it which files the page is made of, so
 * that it keeps exactly those; the trainees' and the organizers' files are none of its business. Files and
 * version are written in the place of `__PAGE_FILES__`, so the worker's bytes change, and a browser takes the
 * new one, if and only if the page has changed.
 */
export function pageWorkers(): Plugin {
  return {
    name: 'page-workers',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(
        (file): file is Rolldown.OutputChunk => file.type === 'chunk',
      );
      const worker = chunks.find((chunk) => chunk.name === WORKER);
      if (!worker) throw new Error('no worker in the bundle');
      const program = worker.code;
      for (const { entry, path, file, takesOver } of PAGES) {
        const page = chunks.find((chunk) => chunk.isEntry && chunk.name === entry);
        const html = bundle[`${path.slice(1)}.html`];
        if (!page || html?.type !== 'asset') throw new Error(`no page ${path} in the bundle`);
        const all = [...reached(page, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))].sort();
        const code = program.replace(
          '__PAGE_FILES__',
          JSON.stringify({
            path,
            version: versionOf(all, html.source),
            entry: page.fileName,
            files: all.filter((name) => !isScanner(name)),
            scanner: all.filter(isScanner),
            takesOver,
          }),
        );
        if (file === worker.fileName) worker.code = code;
        else this.emitFile({ type: 'asset', fileName: file, source: code });
      }
    },
  };
}

const isScanner = (name: string): boolean => name.endsWith('.wasm');
const versionOf = (files: readonly string[], html: string | Uint8Array): string =>
  createHash('sha256').update(files.join('\n')).update(html).digest('hex').slice(0, 12);

/** The chunk, what it imports now or later, and their styles, fonts and other files. */
function reached(
  from: Rolldown.OutputChunk,
  chunks: Map<string, Rolldown.OutputChunk>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(from.fileName)) return seen;
  seen.add(from.fileName);
  const { importedCss = [], importedAssets = [] } = from.viteMetadata ?? {};
  for (const name of [...importedCss, ...importedAssets]) seen.add(name);
  for (const name of [...from.imports, ...from.dynamicImports]) {
    const chunk = chunks.get(name);
    if (chunk) reached(chunk, chunks, seen);
  }
  return seen;
}
