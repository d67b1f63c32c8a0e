/**
 * Builds the pages as a release with another version of the contract: `node pages-of-contract.mjs VERSION
 * FOLDER`.
 */
import { build } from 'vite';

const [version, outDir] = process.argv.slice(2);
const speaksThatVersion = {
  name: 'contract-version',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('src/contract/version.ts')) return null;
    const changed = code.replace(/CONTRACT_VERSION = \d+/, `CONTRACT_VERSION = ${version}`);
    if (changed === code && !code.includes(`CONTRACT_VERSION = ${version};`))
      throw new Error(`no CONTRACT_VERSION in ${id}`);
    return changed;
  },
};

await build({
  configFile: 'web/vite.config.ts',
  logLevel: 'error',
  build: { outDir, emptyOutDir: true },
  plugins: [speaksThatVersion],
});
