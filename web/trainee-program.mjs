/**
 * Builds the program by which the service writes the trainee's page: the components of `src/trainee`,
 * compiled for the server, with all that they import in one file. It lies in the folder of the built pages,
 * so that a page's HTML and its script are always of one build.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Where it lies in `dist/web`; `src/pages/web-folder.ts` takes it from there. */
export const TRAINEE_PROGRAM = 'server/trainee.mjs';
const ENTRY = fileURLToPath(new URL('src/trainee/server.ts', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What Vite writes into the code of the pages, whichever side runs it. */
export const WRITTEN_IN = { __VERSION__: JSON.stringify(version) };

export async function traineeProgram() {
  const { output } = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte()],
    define: WRITTEN_IN,
    ssr: { noExternal: true },
    build: {
      ssr: ENTRY,
      target: 'node20',
      write: false,
      rollupOptions: { output: { format: 'es', codeSplitting: false } },
    },
  });
  return output[0].code;
}

/** Puts the program beside the pages that are being built. */
export const traineeProgramPlugin = () => ({
  name: 'trainee-program',
  apply: 'build',
  buildStart() {
    this.addWatchFile(ENTRY);
  },
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: TRAINEE_PROGRAM, source: await traineeProgram() });
  },
});
