/**
 * What `compile.mjs` and `dev.mjs` share: TypeScript's settings, and the plugins that `nest-cli.json` names,
 * which write the metadata of `GET /openapi.json`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

const require = createRequire(import.meta.url);
export const { compilerOptions: settings } = JSON.parse(readFileSync('nest-cli.json', 'utf8'));

export const transformersOf = (program) => ({
  before: settings.plugins.map((plugin) => require(`${plugin.name}/plugin`).before(plugin.options, program)),
});

export function report(faults) {
  const names = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  };
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(faults, names));
}
