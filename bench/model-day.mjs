/** The model day's size: import without holding up others, start and memory with it loaded. */
import { stringify } from 'csv-stringify/sync';
import { median, organizerToken, startService } from './service.mjs';

export async function run(report) {
  const { modelSites } = await import('../dist/server/demo/model-day/model-sites.js');
  const { modelPeople } = await import('../dist/server/demo/model-day/model-people.js');
  const { Random } = await import('../dist/server/demo/random.js');
  const sites = modelSites();
  const people = modelPeople(sites, new Random(1), 3600);
  let service = await startService();
  try {
    const token = await organizerToken(service.url);
    const durations = [];
    const pauses = [];
    let conferenceId;
    for (let round = 0; round < 3; round += 1) {
      conferenceId = await newConference(service.url, token, `bench-${round}`);
      const watching = watchPauses(service.url);
      const startedAt = performance.now();
      await upload(service.url, token, conferenceId, 'sites', stringify(sites, { header: true }));
      await upload(service.url, token, conferenceId, 'participants', stringify(people, { header: true }));
      durations.push(performance.now() - startedAt);
      pauses.push(await watching.stop());
    }
    report({ name: `import of ${sites.length} sites and ${people.length} people`, value: median(durations), unit: 'ms', limit: '< 3000 ms', ok: median(durations) < 3000 });
    report({ name: 'longest answer of another request meanwhile', value: median(pauses), unit: 'ms', limit: '< 500 ms', ok: median(pauses) < 500 });
    const starts = [];
    for (let round = 0; round < 5; round += 1) {
      service = await service.restart();
      starts.push(service.readyMs);
    }
    report({ name: 'ready after start, model day loaded', value: median(starts), unit: 'ms', limit: '< 1500 ms', ok: median(starts) < 1500 });
    await readAll(service.url, conferenceId);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    report({ name: 'resident memory, model day loaded', value: service.rssMiB(), unit: 'MiB', limit: '< 200 MiB', ok: service.rssMiB() < 200 });
  } finally {
    await service.stop();
  }
}

async function readAll(url, conferenceId) {
  const token = await organizerToken(url);
  for (const path of ['board', 'sites?limit=500', 'participants?limit=500', 'schedule']) await fetch(`${url}/api/v1/conferences/${conferenceId}/${path}`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.arrayBuffer());
}

async function newConference(url, token, slug) {
  const answer = await fetch(`${url}/api/v1/conferences`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ slug, title: slug, startsOn: '2026-11-22', endsOn: '2026-11-22', status: 'open' }) });
  if (answer.status !== 201) throw new Error(`conference: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).id;
}

async function upload(url, token, conferenceId, what, csv) {
  const form = new FormData();
  form.append('file', new Blob([csv]), `${what}.csv`);
  const answer = await fetch(`${url}/api/v1/conferences/${conferenceId}/${what}/import`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  const report = await answer.json();
  if (!answer.ok || report.errors.length > 0 || report.created === 0) throw new Error(`import of ${what}: ${answer.status} ${JSON.stringify(report).slice(0, 300)}`);
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

if (import.meta.url === `file://${process.argv[1]}`) await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
