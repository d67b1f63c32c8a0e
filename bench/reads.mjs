/**
 * What many read: the schedule beside a bare Fastify with the same bytes, a
 * material beside a plain file stream.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { signIn } from './client.mjs';
import { median, startService } from './service.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 3);

export async function run(report) {
  const { loadDay } = await import('../dist/server/demo/model-day/load.js');
  const { Random } = await import('../dist/server/demo/random.js');
  const service = await startService();
  const folder = mkdtempSync(join(tmpdir(), 'diemcau-bench-'));
  const bare = [];
  try {
    const organizer = await signIn(service.url);
    const { conference } = await loadDay(
      organizer,
      { sites: 239, participants: 3600, slug: 'bac-giang', startsAt: Date.now(), random: new Random(1) },
      () => {},
    );
    const schedule = `${service.url}/api/v1/conferences/${conference.id}/schedule`;
    const bytes = Buffer.from(await (await fetch(schedule)).arrayBuffer());
    writeFileSync(join(folder, 'schedule.json'), bytes);
    const file = randomBytes(16 * 1024 * 1024);
    writeFileSync(join(folder, 'slides.pdf'), Buffer.concat([Buffer.from('%PDF-1.7\n'), file]));
    const material = await organizer.upload(
      `/api/v1/conferences/${conference.id}/materials`,
      'slides.pdf',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), file]),
      { audience: 'public' },
    );
    const content = `${service.url}/api/v1/materials/${material.id}/content`;
    bare.push(
      await bareServer('fastify', join(folder, 'schedule.json')),
      await bareServer('file', join(folder, 'slides.pdf')),
    );
    await compare(report, 'schedule reads a second beside a bare Fastify', schedule, bare[0].url, {
      share: 0.5,
      connections: 32,
      count: ({ answers }) => answers,
      unit: 'a second',
    });
    await compare(report, 'material download beside a plain file stream', content, bare[1].url, {
      share: 0.9,
      connections: 8,
      count: ({ bytes }) => bytes / 2 ** 20,
      unit: 'MiB a second',
    });
  } finally {
    for (const { child } of bare) child.kill();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In turn, A B A B …, so that a machine that grows slower slows both; the median of the ratios counts. */
async function compare(report, name, ours, theirs, { share, connections, count, unit }) {
  const ratios = [];
  const rates = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const own = count(await read(ours, connections));
    const other = count(await read(theirs, connections));
    if (round === 0) continue; // warm-up
    ratios.push(own / other);
    rates.push([own, other]);
  }
  const [own, other] = [0, 1].map((which) => Math.round(median(rates.map((pair) => pair[which]))));
  const note = `${own} against ${other} ${unit}`;
  report({ name, value: median(ratios), unit: '×', limit: `≥ ${share}`, ok: median(ratios) >= share, note });
}

/** Answers and bytes a second; the loader is a process of its own. */
const read = async (url, connections) =>
  JSON.parse(
    await runChild(fileURLToPath(new URL('./read-loader.mjs', import.meta.url)), {
      URL: url,
      CONNECTIONS: String(connections),
      SECONDS: String(SECONDS),
    }),
  );

async function bareServer(kind, file) {
  const child = fork(fileURLToPath(new URL('./bare-reads.mjs', import.meta.url)), [kind, file]);
  const [{ url }] = await once(child, 'message');
  return { child, url };
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
