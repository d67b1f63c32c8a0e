/**
 * The copy of a conference: how long it takes, and how others are served meanwhile. `COPY_SITES=37000` copies
 * a country of so many sites with ten people each; its limit is wider.
 */
import { stringify } from 'csv-stringify/sync';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { importRows, modelDay, newConference, signIn } from './client.mjs';
import { watch } from './meanwhile.mjs';
import { median, startService } from './service.mjs';

const SITES = Number(process.env.COPY_SITES ?? 0);
const PEOPLE_OF_SITE = 10;
/** Rows of one file: the service takes no larger one. */
const IMPORTED = 20_000;
const PARTS = ['sites', 'participants', 'schedule', 'checkpoints', 'materials', 'settings', 'broadcast'];

export async function run(report) {
  const service = await startService();
  try {
    const organizer = await signIn(service.url);
    const conference = await newConference(organizer);
    const { sites, people } = SITES > 0 ? country(SITES) : await modelDay();
    for (const [what, rows] of [
      ['sites', sites],
      ['participants', people],
    ])
      for (let at = 0; at < rows.length; at += IMPORTED)
        await importRows(
          organizer,
          conference,
          what,
          stringify(rows.slice(at, at + IMPORTED), { header: true }),
        );
    const [durations, pauses, rows] = [[], [], []];
    for (let round = 0; round < (SITES > 0 ? 1 : 3); round += 1) {
      const watching = watch(service);
      const startedAt = performance.now();
      rows.push(await copied(organizer, conference, `ban-sao-${round}`));
      durations.push((performance.now() - startedAt) / 1000);
      pauses.push((await watching.stop()).most);
    }
    const isWhole = rows.every((count) => count >= sites.length + people.length);
    const seconds = median(durations);
    const limit = SITES > 0 ? 300 : 10;
    report({
      name: `copy of ${sites.length} sites and ${people.length} people`,
      value: seconds,
      unit: 's',
      limit: `< ${limit} s`,
      ok: isWhole && seconds < limit,
      note: `${rows[0]} rows`,
    });
    report({
      name: 'copy: longest answer of another request meanwhile',
      value: median(pauses),
      unit: 'ms',
      limit: '< 500 ms',
      ok: median(pauses) < 500,
    });
  } finally {
    await service.stop();
  }
}

/** Answers how many rows were copied; 0 if it failed. */
async function copied(organizer, { path }, slug) {
  const wish = { id: randomUUID(), slug, title: 'Bản sao', startsOn: '2026-11-29', parts: PARTS };
  let copy = await organizer.post(`${path}/copy`, wish);
  for (; copy.state === 'copying'; await pause(100)) copy = await organizer.get(`/api/v1/copies/${wish.id}`);
  return copy.state === 'done' ? copy.done : 0;
}

function country(count) {
  const sites = Array.from({ length: count }, (_, at) => ({ code: `X${at}`, name: `Xã ${at}` }));
  const people = sites.flatMap(({ code }) =>
    Array.from({ length: PEOPLE_OF_SITE }, (_, nth) => ({
      fullName: `Đại biểu Thứ ${nth} của ${code}`,
      unit: `Ủy ban nhân dân xã ${code}`,
      siteCode: code,
    })),
  );
  return { sites, people };
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
