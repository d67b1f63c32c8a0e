/**
 * Reads the file named in argv with the built reader of sheets, its limits of size switched off, and prints
 * how many bytes of memory it took.
 */
import { readFileSync } from 'node:fs';

const BUILT = new URL('../../dist/server/platform/', import.meta.url);
const [{ SHEET_LIMITS, Sheets }, { SHEET_PROGRAM }, { Workers }] = await Promise.all(
  ['sheets/sheets.js', 'sheets/sheet-program.js', 'workers/workers.js'].map(
    (path) => import(new URL(path, BUILT)),
  ),
);
for (const name of [
  'partBytes',
  'unpackedBytes',
  'otherPartBytes',
  'textBytes',
  'cellCharacters',
  'characters',
])
  SHEET_LIMITS[name] = Number.MAX_SAFE_INTEGER;
Object.assign(SHEET_PROGRAM.limits, { maxOldGenerationSizeMb: 4_096, milliseconds: 60_000 });
const bytes = readFileSync(process.argv[2]);
const before = process.memoryUsage.rss();
await new Sheets(new Workers()).read(bytes).catch(() => undefined);
process.stdout.write(String(process.resourceUsage().maxRSS * 1_024 - before));
