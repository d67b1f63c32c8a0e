/**
 * `npm run bench`: every measurement beside its limit, in one run. Names as arguments choose: `npm run
 * bench -- check-ins`. Exit code 1 when a limit is missed. These are ratios and medians: a machine with
 * other work on it still gives them.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const MEASUREMENTS = [
  'check-ins',
  'entry-to-board',
  'return',
  'restart',
  'incidents',
  'backup',
  'console',
  'model-day',
  'papers',
  'chase',
  'copies',
  'reads',
];
const chosen = process.argv.slice(2);
const measurements = MEASUREMENTS.filter((name) => chosen.length === 0 || chosen.includes(name));

const rows = [];
/** @param row { name, value, unit, limit, ok, note? }: `limit` is a text such as `≥ 0.4` or `< 300 ms` */
function report(row) {
  rows.push(row);
  const value =
    typeof row.value === 'number' ? row.value.toLocaleString('en', { maximumFractionDigits: 2 }) : row.value;
  const note = row.note ? `   (${row.note})` : '';
  process.stdout.write(
    `${row.ok ? 'ok  ' : 'MISS'} ${row.name.padEnd(64)} ` +
      `${`${value} ${row.unit ?? ''}`.padStart(16)}   limit ${row.limit}${note}\n`,
  );
}

for (const name of measurements) {
  process.stdout.write(`\n— ${name}\n`);
  const { run } = await import(pathToFileURL(join(here, `${name}.mjs`)).href);
  try {
    await run(report);
  } catch (fault) {
    report({ name, value: 'failed', limit: '-', ok: false, note: fault.message });
  }
}
const missed = rows.filter((row) => !row.ok);
process.stdout.write(`\n${rows.length - missed.length} of ${rows.length} within their limits\n`);
process.exit(missed.length === 0 ? 0 : 1);
