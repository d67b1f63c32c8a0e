/** The model day's size: import without holding up others, start and memory with it loaded. */
import { stringify } from 'csv-stringify/sync';
import { importRows, modelDay, newConference, signIn } from './client.mjs';
import { median, startService } from './service.mjs';

export async function run(report) {
  const { sites, people } = await modelDay();
  let service = await startService();
  try {
    const organizer = await signIn(service.url);
    const durations = [];
    const pauses = [];
    let conference;
    for (let round = 0; round < 3; round += 1) {
      conference = await newConference(organizer, {
        slug: `bench-${round}`,
        title: `bench-${round}`,
        status: 'open',
      });
      const watching = watchPauses(service.url);
      const startedAt = performance.now();
      await importRows(organizer, conference, 'sites', stringify(sites, { header: true }));
      await importRows(organizer, conference, 'participants', stringify(people, { header: true }));
      durations.push(performance.now() - startedAt);
      pauses.push(await watching.stop());
    }
    report({
      name: `import of ${sites.length} sites and ${people.length} people`,
      value: median(durations),
      unit: 'ms',
      limit: '< 3000 ms',
      ok: median(durations) < 3000,
    });
    report({
      name: 'longest answer of another request meanwhile',
      value: median(pauses),
      unit: 'ms',
      limit: '< 500 ms',
      ok: median(pauses) < 500,
    });
    const starts = [];
    for (let round = 0; round < 5; round += 1) {
      service = await service.restart();
      starts.push(service.readyMs);
    }
    report({
      name: 'ready after start, model day loaded',
      value: median(starts),
      unit: 'ms',
      limit: '< 1500 ms',
      ok: median(starts) < 1500,
    });
    await readAll(service.url, conference);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    report({
      name: 'resident memory, model day loaded',
      value: service.rssMiB(),
      unit: 'MiB',
      limit: '< 200 MiB',
      ok: service.rssMiB() < 200,
    });
  } finally {
    await service.stop();
  }
}

async function readAll(url, { path }) {
  const organizer = await signIn(url);
  for (const what of ['board', 'sites?limit=500', 'participants?limit=500', 'schedule'])
    await organizer.download(`${path}/${what}`);
}

/** Asks for something small, again and again: the longest answer is how long others were held up. */
function watchPauses(url) {
  let isOn = true;
  let longest = 0;
  const loop = (async () => {
    while (isOn) {
      const at = performance.now();
      await fetch(`${url}/api/v1/conferences`).then((answer) => answer.arrayBuffer());
      longest = Math.max(longest, performance.now() - at);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    stop: async () => {
      isOn = false;
      await loop;
      return longest;
    },
  };
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
