import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

export const WORKER = 'console-worker';

/**
 * Tells the console's service worker which files its page is made of, so that it keeps exactly those;
 * the trainees' and the organizers' files are none of its business. Files and version are written in
 * the place of `__CONSOLE_FILES__`, so the worker's bytes change, and a browser takes the new one, if
 * and only if the page has changed.
 */
export function consoleWorker(): Plugin {
  return {
    name: 'console-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(
        (file): file is Rolldown.OutputChunk => file.type === 'chunk',
      );
      const page = chunks.find((chunk) => chunk.isEntry && chunk.name === 'console');
      const worker = chunks.find((chunk) => chunk.name === WORKER);
      if (!page || !worker) throw new Error('no console page, or no worker, in the bundle');
      const all = [...reached(page, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))].sort();
      const html = Object.values(bundle).find((file) => file.fileName === 'console.html');
      const version = createHash('sha256')
        .update(all.join('\n'))
        .update(html?.type === 'asset' ? html.source : '')
        .digest('hex')
        .slice(0, 12);
      const isScanner = (name: string): boolean => name.endsWith('.wasm');
      const known = {
        version,
        entry: page.fileName,
        files: all.filter((name) => !isScanner(name)),
        scanner: all.filter(isScanner),
      };
      worker.code = worker.code.replace('__CONSOLE_FILES__', JSON.stringify(known));
    },
  };
}

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
