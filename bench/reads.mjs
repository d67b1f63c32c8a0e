/** What many read: the schedule beside a bare Fastify with the same bytes, a material beside a plain file stream. */
import autocannon from 'autocannon';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, organizerToken, startService } from './service.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 3);

export async function run(report) {
  const { loadDay } = await import('../dist/server/demo/model-day/load.js');
  const { ApiClient } = await import('../dist/server/demo/api-client.js');
  const { Random } = await import('../dist/server/demo/random.js');
  const service = await startService();
  const folder = mkdtempSync(join(tmpdir(), 'diemcau-bench-'));
  const bare = [];
  try {
    const organizer = new ApiClient(service.url, await organizerToken(service.url));
    const { conference } = await loadDay(organizer, { sites: 239, participants: 3600, slug: 'bac-giang', startsAt: Date.now(), random: new Random(1) }, () => {});
    const schedule = `${service.url}/api/v1/conferences/${conference.id}/schedule`;
    const bytes = Buffer.from(await (await fetch(schedule)).arrayBuffer());
    writeFileSync(join(folder, 'schedule.json'), bytes);
    const file = randomBytes(16 * 1024 * 1024);
    writeFileSync(join(folder, 'slides.pdf'), Buffer.concat([Buffer.from('%PDF-1.7\n'), file]));
    const material = await organizer.upload(`/api/v1/conferences/${conference.id}/materials`, 'slides.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), file]), { audience: 'public' });
    const content = `${service.url}/api/v1/materials/${material.id}/content`;
    bare.push(await bareServer('fastify', join(folder, 'schedule.json')), await bareServer('file', join(folder, 'slides.pdf')));
    await compare(report, 'schedule reads a second beside a bare Fastify', schedule, bare[0].url, 0.5, 32);
    await compare(report, 'material downloads a second beside a plain file stream', content, bare[1].url, 0.9, 8);
  } finally {
    for (const { child } of bare) child.kill();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In turn, A B A B …, so that a machine that grows slower slows both; the median of the ratios counts. */
async function compare(report, name, ours, theirs, limit, connections) {
  const ratios = [];
  const rates = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const own = await rate(ours, connections);
    const other = await rate(theirs, connections);
    if (round === 0) continue; // warm-up
    ratios.push(own / other);
    rates.push([own, other]);
  }
  const note = `${Math.round(median(rates.map(([own]) => own)))} against ${Math.round(median(rates.map(([, other]) => other)))} a second`;
  report({ name, value: median(ratios), unit: '×', limit: `≥ ${limit}`, ok: median(ratios) >= limit, note });
}

async function rate(url, connections) {
  const result = await autocannon({ url, connections, duration: SECONDS, workers: 1 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} not 2xx, ${result.errors} errors`);
  return result['2xx'] / result.duration;
}

async function bareServer(kind, file) {
  const child = fork(fileURLToPath(new URL('./bare-reads.mjs', import.meta.url)), [kind, file]);
  const [{ url }] = await once(child, 'message');
  return { child, url };
}

if (import.meta.url === `file://${process.argv[1]}`) await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
