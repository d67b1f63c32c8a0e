// Durable check-ins a second: the service beside a bare server that keeps the same entries as
// durably (bench/bare-server.mjs).
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild, startChild } from './child.mjs';
import { newConference, signIn } from './client.mjs';
import { median, startService } from './service.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const FLAGS = process.env.SERVICE_FLAGS?.split(' ') ?? [];
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 2);
const CONNECTIONS = 32;
const SITES = 40;
const PEOPLE = 100;
/**
 * Enough that nobody is marked twice at one: that would be a correction, which is another and a rarer work.
 */
const CHECKPOINTS = 400;

const WORKLOADS = [
  { name: 'durable check-ins, one a request', batch: 1, share: 0.4 },
  { name: 'durable check-ins, 100 a request', batch: 100, share: 0.3 },
];

/**
 * @param {(row: { name: string, value: number, unit: string, limit: string, ok: boolean }) => void} report
 */
export async function run(report) {
  const folder = await mkdtemp(join(tmpdir(), 'diemcau-bench-'));
  const service = await startService({ nodeArgs: FLAGS });
  const bare = await startChild(here('bare-server.mjs'), { DATA_DIR: folder });
  const nothing = await startChild(here('null-server.mjs'));
  try {
    const day = await prepare(service.url);
    /** By server: the first entry that it has not been sent. */
    const begun = new Map();
    for (const { name, batch, share } of WORKLOADS) {
      const measure = async ({ url, pid }) => {
        const from = begun.get(url) ?? 0;
        const file = join(folder, 'load.json');
        await writeFile(
          file,
          JSON.stringify({ ...day, from, url, batch, connections: CONNECTIONS, seconds: SECONDS }),
        );
        const busy = cpuOf(pid);
        const { perSecond, next, refused } = JSON.parse(
          await runChild(here('check-in-loader.mjs'), { LOAD: file }),
        );
        if (refused) throw new Error(`not every entry was accepted: ${refused}`);
        const cpu = (cpuOf(pid) - busy) / (next - from);
        begun.set(url, Math.ceil(next / PEOPLE) * PEOPLE);
        return { perSecond, cpu };
      };
      const loader = (await measure(nothing)).perSecond;
      const [ours, theirs] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        theirs.push(await measure(bare));
        ours.push(await measure(service));
      }
      const [value, reference] = [ours, theirs].map((runs) => median(runs.map(({ perSecond }) => perSecond)));
      const [cpu, leastCpu] = [ours, theirs].map((runs) => median(runs.map((one) => one.cpu)).toFixed(1));
      report({
        name,
        value: Math.round(value),
        unit: '/s',
        limit: `≥ ${Math.round(share * reference)} (${share} of bare)`,
        ok: value >= share * reference,
        note:
          `${(value / reference).toFixed(2)} of a bare server's ${Math.round(reference)}; ` +
          `${cpu} µs of CPU each, bare ${leastCpu}`,
      });
      report({
        name: `${name}: loader on its own`,
        value: Math.round(loader),
        unit: '/s',
        limit: `> ${Math.round(reference)} (bare)`,
        ok: loader > reference,
        note: 'is not itself the limit',
      });
    }
  } finally {
    await Promise.all([service.stop(), bare.stop(), nothing.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Microseconds of CPU that a process has used; 0 where the system does not say. Tells more than a rate
 * when the machine has other work.
 */
function cpuOf(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * 10_000;
  } catch {
    return 0;
  }
}

/** A conference with its sites, people and checkpoints, by the public interface. */
async function prepare(url) {
  const organizer = await signIn(url);
  const many = (count, make) => Promise.all(Array.from({ length: count }, (_, at) => make(at)));
  const { path } = await newConference(organizer);
  const sites = await many(SITES, (at) =>
    organizer.post(`${path}/sites`, { code: `S${at}`, name: `Site ${at}`, level: 'commune' }),
  );
  const checkpoints = await many(CHECKPOINTS, (at) =>
    organizer.post(`${path}/checkpoints`, { name: `${at}` }),
  );
  for (const site of sites)
    site.people = (
      await many(PEOPLE, (at) =>
        organizer.post(`${path}/participants`, { siteId: site.id, fullName: `Person ${at}` }),
      )
    ).map(({ id }) => id);
  return {
    token: organizer.token,
    sites: sites.map(({ id, people }) => ({ id, people })),
    checkpoints: checkpoints.map(({ id }) => id),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(({ name, value, unit, limit, ok, note }) =>
    console.log(`${ok ? 'ok  ' : 'MISS'} ${name}: ${value} ${unit}, limit ${limit} (${note})`),
  );
}
