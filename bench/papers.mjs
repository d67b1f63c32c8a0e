/**
 * The papers of a full model day, one after the other: how long each takes, how others are
 * served meanwhile, and how much memory.
 */
import { stringify } from 'csv-stringify/sync';
import { randomUUID } from 'node:crypto';
import { importRows, modelDay, newConference, signIn } from './client.mjs';
import { watch } from './meanwhile.mjs';
import { organizerToken, startService } from './service.mjs';

const PAPERS = [
  'summary.docx',
  'summary.pdf',
  'appendix.docx',
  'appendix.pdf',
  'attendance.csv',
  'attendance.xlsx',
  'attendance.pdf',
];
const PEOPLE = 3666;

export async function run(report) {
  const service = await startService();
  try {
    const organizer = await signIn(service.url);
    const conference = await newConference(organizer);
    const { sites, people } = await modelDay();
    const more = people
      .slice(0, Math.max(0, PEOPLE - people.length))
      .map((person, at) => ({ ...person, fullName: `Đại biểu Thêm ${at}`, phone: '', email: '', code: '' }));
    await importRows(organizer, conference, 'sites', stringify(sites, { header: true }));
    await importRows(
      organizer,
      conference,
      'participants',
      stringify([...people, ...more].slice(0, PEOPLE), { header: true }),
    );
    const count = await markAll(organizer, conference);
    const headers = { authorization: `Bearer ${await organizerToken(service.url)}` };
    for (const paper of PAPERS) {
      const watching = watch(service);
      const startedAt = performance.now();
      const answer = await fetch(`${service.url}${conference.path}/reports/${paper}`, { headers });
      const bytes = (await answer.arrayBuffer()).byteLength;
      const seconds = (performance.now() - startedAt) / 1000;
      const { p99, rss } = await watching.stop();
      const isThere = answer.status === 200 && bytes > 10_000;
      report({
        name: `${paper} of ${count} people`,
        value: seconds,
        unit: 's',
        limit: '< 10 s',
        ok: isThere && seconds < 10,
        note: `${Math.round(bytes / 1000)} kB`,
      });
      report({
        name: `${paper}: other requests meanwhile, p99`,
        value: p99,
        unit: 'ms',
        limit: '< 100 ms',
        ok: p99 < 100,
      });
      report({
        name: `${paper}: most resident memory`,
        value: rss,
        unit: 'MiB',
        limit: '< 400 MiB',
        ok: rss < 400,
      });
    }
  } finally {
    await service.stop();
  }
}

/** Everybody is present but every seventh, who is absent with a reason. Answers how many people there are. */
async function markAll(organizer, { path }) {
  const checkpoint = await organizer.post(`${path}/checkpoints`, { name: 'Khai mạc' });
  const bySite = new Map();
  let count = 0;
  for (const person of await organizer.all(`${path}/participants`)) {
    const entries = bySite.get(person.siteId) ?? [];
    bySite.set(person.siteId, entries);
    count += 1;
    const said = count % 7 === 0 ? { kind: 'absent', reason: 'business_trip' } : { kind: 'present' };
    entries.push({
      id: randomUUID(),
      checkpointId: checkpoint.id,
      participantId: person.id,
      method: 'roll_call',
      recordedAt: new Date().toISOString(),
      ...said,
    });
  }
  for (const [siteId, entries] of bySite)
    for (let at = 0; at < entries.length; at += 200)
      await organizer.post(`/api/v1/sites/${siteId}/attendance`, { entries: entries.slice(at, at + 200) });
  return count;
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
