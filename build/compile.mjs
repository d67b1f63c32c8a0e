/**
 * Compiles the service as `nest build` does: by TypeScript, with the plugins that `nest-cli.json` names. The
 * Nest CLI itself would bring 100 packages more, and three of them refuse Node 20.
 */
import { rmSync } from 'node:fs';
import ts from 'typescript';
import { writeReached } from './reached.mjs';
import { report, settings, transformersOf } from './server-program.mjs';

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => fail([fault]) };
const { options, fileNames, errors } = ts.getParsedCommandLineOfConfigFile(settings.tsConfigPath, {}, host);

function fail(faults) {
  report(faults);
  process.exit(1);
}

if (errors.length > 0) fail(errors);
if (settings.deleteOutDir) rmSync(options.outDir, { recursive: true, force: true });
const program = ts.createProgram(fileNames, options);
const { diagnostics } = program.emit(undefined, undefined, undefined, undefined, transformersOf(program));
const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
if (faults.length > 0) fail(faults);
writeReached(program, options.outDir);
