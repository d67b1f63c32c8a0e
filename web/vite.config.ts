import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { pageWorkers, WORKER } from './page-workers.plugin.js';
import { routeTexts } from './route-texts.plugin.js';
import { traineeProgramPlugin, WRITTEN_IN } from './trainee-program.mjs';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * The contract, and what is as small and as much shared. How people type codes is neither: consoles alone
 * need it.
 */
const SMALL =
  /\/src\/contract\/(?!vietnamese-input|code-readings)|\/web\/src\/shared\/(new-id|tel|fetch-api)\.ts/;

/** An entry a page, a bundle an entry; everything they need comes from the service itself. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [svelte(), pageWorkers(), routeTexts(), traineeProgramPlugin()],
  define: {
    ...WRITTEN_IN,
    // The scanner's library asks for it; Chrome before 93 and Safari before 15.4 lack it.
    'Object.hasOwn': 'Object.prototype.hasOwnProperty.call',
  },
  build: {
    target: ['chrome87', 'safari14', 'firefox78'],
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    rollupOptions: {
      input: {
        trainee: page('trainee.html'),
        organizer: page('organizer.html'),
        console: page('console.html'),
        invitation: page('invitation.html'),
        reference: page('reference.html'),
        siteScreen: page('site-screen.html'),
        notFound: page('not-found.html'),
        [WORKER]: page('src/shared/service-worker.ts'),
      },
      // A worker rules over what lies below it, so it lies at the top, and under one name for ever.
      output: {
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        // A dozen files of 200 bytes would each cost a request, and as many bytes of headers.
        codeSplitting: { groups: [{ name: 'contract', test: SMALL, minShareCount: 2 }] },
      },
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
});
