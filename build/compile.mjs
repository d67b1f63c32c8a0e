/**
 * Compiles the service as `nest build` does: by TypeScript, with the plugins that `nest-cli.json` names, which write the
 * metadata of `GET /openapi.json`. The Nest CLI itself would bring 100 packages more, three of which refuse Node 20.
 */
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const { compilerOptions: settings } = JSON.parse(readFileSync('nest-cli.json', 'utf8'));
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => fail([fault]) };
const { options, fileNames, errors } = ts.getParsedCommandLineOfConfigFile(settings.tsConfigPath, {}, host);

function fail(faults) {
  const names = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  };
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(faults, names));
  process.exit(1);
}

if (errors.length > 0) fail(errors);
if (settings.deleteOutDir) rmSync(options.outDir, { recursive: true, force: true });
const program = ts.createProgram(fileNames, options);
const before = settings.plugins.map((plugin) =>
  require(`${plugin.name}/plugin`).before(plugin.options, program),
);
const { diagnostics } = program.emit(undefined, undefined, undefined, undefined, { before });
const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
if (faults.length > 0) fail(faults);
