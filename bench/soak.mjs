/**
 * `npm run soak -- --minutes 30`: does it run for days (R17)? Writers, boards, consoles that come and go,
 * downloads, reports, imports and sign-ins use the built service at a low rate. Memory, handles and the
 * write-ahead log are sampled; each is printed beside its limit. Options: `--rate 8` (writes a second),
 * `--warm-up 10` (minutes left out of the slope; default a third), `--leak` (the canary: a service that
 * forgets nothing must miss a limit). Exit code 1: a limit is missed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepare, setToWork } from './soak-actors.mjs';
import { startService } from './service.mjs';
import { slopeOf } from './slope.mjs';

const MINUTE = 60_000;
const MIB = 1 << 20;
/** Samples before anybody works, and after everybody has left. */
const QUIET_SAMPLES = 3;
/** Kept HTTP connections end after so much silence (Fastify's 72 s). */
const KEPT_MS = 80_000;
const LIMITS = { mibPerHour: 2, handles: 2, walMiB: 64 };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    rate: { type: 'string' },
    'warm-up': { type: 'string' },
    leak: { type: 'boolean', default: false },
  },
});
const minutes = positive('minutes', values.minutes, 30);
const rate = positive('rate', values.rate, 8);
const warmUp = positive('warm-up', values['warm-up'], minutes / 3);
const everyMs = Math.max(1_000, Math.min(20_000, (minutes * MINUTE) / 60));

function positive(name, text, fallback) {
  const value = text === undefined ? fallback : Number(text);
  if (value > 0) return value;
  process.stderr.write(`--${name} must be a number above 0, not "${text}"\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'diemcau-soak-'));
const file = join(folder, 'samples.jsonl');
const dataDir = join(folder, 'data');
Object.assign(process.env, { SOAK_SAMPLES: file, SOAK_EVERY_MS: String(everyMs), DATA_DIR: dataDir });
const loaded = ['soak-probe.mjs', ...(values.leak ? ['soak-leak.mjs'] : [])];
const nodeArgs = loaded.flatMap((name) => ['--import', new URL(name, import.meta.url).href]);
const service = await startService({ dataDir, nodeArgs });
const samples = () =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
/**
 * Handles with nobody connected: the least of a few samples, for a connection may be closing in one of them.
 */
const quietHandles = () =>
  samples()
    .slice(-QUIET_SAMPLES)
    .reduce(
      (least, { descriptors, resources }) => ({
        descriptors: Math.min(least.descriptors, descriptors),
        resources: Math.min(least.resources, resources),
      }),
      { descriptors: Infinity, resources: Infinity },
    );

try {
  const day = await prepare(service.url);
  await pause(everyMs * (QUIET_SAMPLES + 1));
  const before = quietHandles();
  const work = setToWork(day, rate);
  const began = samples().at(-1).at;
  const resident = lowestResident();
  for (let minute = 1; minute < minutes + 1; minute += 1) {
    await pause(MINUTE * Math.min(1, minutes - minute + 1));
    const { rss, heapUsed, descriptors, wal } = samples().at(-1);
    process.stdout.write(
      `minute ${minute}: RSS ${(rss / MIB).toFixed(1)} MiB, heap ${(heapUsed / MIB).toFixed(1)} MiB, ` +
        `${descriptors} descriptors, log ${(wal / MIB).toFixed(1)} MiB\n`,
    );
  }
  const worked = samples().filter(({ at }) => at > began + warmUp * MINUTE);
  const lowest = resident.stop().filter(([hour]) => hour * 60 > warmUp);
  await work.stop();
  await pause(KEPT_MS + everyMs * QUIET_SAMPLES);
  process.exitCode = report({ worked, lowest, before, after: quietHandles(), all: samples(), work }) ? 0 : 1;
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Resident memory each second; of each minute the least: reports and imports take theirs for a moment, in
 * workers, and give it back.
 */
function lowestResident() {
  const startedAt = performance.now();
  const minutesSeen = [];
  const timer = setInterval(() => {
    const minute = Math.floor((performance.now() - startedAt) / MINUTE);
    minutesSeen[minute] = Math.min(minutesSeen[minute] ?? Infinity, service.rssMiB());
  }, 1_000);
  return {
    /** `[hours since the beginning, MiB]` */
    stop: () => {
      clearInterval(timer);
      return minutesSeen.map((mib, minute) => [(minute + 0.5) / 60, mib]);
    },
  };
}

function report({ worked, lowest, before, after, all, work }) {
  const perHour = (name) => slopeOf(worked.map((sample) => [sample.at / (60 * MINUTE), sample[name] / MIB]));
  const [rss, heap, external] = [slopeOf(lowest), perHour('heapUsed'), perHour('external')];
  // Above the limit only where chance does not explain it.
  const isMet = ({ slope, error }) => slope < LIMITS.mibPerHour || slope - 2 * error < LIMITS.mibPerHour;
  const told = (line) =>
    isMet(line) && (line.slope >= LIMITS.mibPerHour || line.error > LIMITS.mibPerHour)
      ? '; too coarse to tell: run longer'
      : '';
  const wal = Math.max(...all.map((sample) => sample.wal)) / MIB;
  const faults = [...work.faults].map(([what, times]) => `${what} × ${times}`);
  const last = worked.at(-1);
  const row = (name, line, note) => [
    name,
    `${line.slope.toFixed(2)} ± ${line.error.toFixed(2)} MiB/h`,
    `< ${LIMITS.mibPerHour} MiB/h`,
    isMet(line),
    note + told(line),
  ];
  const rows = [
    row('resident memory, least of each minute, slope', rss, `${lowest.at(-1)[1].toFixed(0)} MiB at the end`),
    row('heap after a collection, slope', heap, `${(last.heapUsed / MIB).toFixed(1)} MiB at the end`),
    row('memory outside the heap, slope', external, `${(last.external / MIB).toFixed(1)} MiB at the end`),
    [
      'open descriptors once all have left',
      `${after.descriptors}, before ${before.descriptors}`,
      `≤ ${LIMITS.handles} more`,
      after.descriptors <= before.descriptors + LIMITS.handles,
      `at most ${Math.max(...all.map(({ descriptors }) => descriptors))} meanwhile`,
    ],
    [
      'active resources once all have left',
      `${after.resources}, before ${before.resources}`,
      `≤ ${LIMITS.handles} more`,
      after.resources <= before.resources + LIMITS.handles,
      '',
    ],
    ['write-ahead log, largest', `${wal.toFixed(1)} MiB`, `< ${LIMITS.walMiB} MiB`, wal < LIMITS.walMiB, ''],
    ['acts that failed', String(faults.length), '0', faults.length === 0, faults.slice(0, 5).join('; ')],
  ];
  process.stdout.write(
    `\n${worked.length} samples after ${warmUp.toFixed(1)} of ${minutes} minutes, ` +
      `${JSON.stringify(work.counts)}\n`,
  );
  for (const [name, value, limit, ok, note] of rows)
    process.stdout.write(
      `${ok ? 'ok  ' : 'MISS'} ${name.padEnd(40)} ${value.padStart(22)}   ` +
        `limit ${limit}${note ? `   (${note})` : ''}\n`,
    );
  return rows.every(([, , , ok]) => ok);
}
