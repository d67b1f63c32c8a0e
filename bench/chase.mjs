/**
 * The list of sites to call, of a country of 37,000 sites: how long its workbook takes, and how others are
 * served meanwhile.
 */
import { stringify } from 'csv-stringify/sync';
import { importRows, newConference, signIn } from './client.mjs';
import { watch } from './meanwhile.mjs';
import { organizerToken, startService } from './service.mjs';

const SITES = 37_000;
/** Sites that were passed by hand or called: their rows hold more than the others’. */
const CALLED = 1_000;

export async function run(report) {
  const service = await startService();
  try {
    const organizer = await signIn(service.url);
    const conference = await newConference(organizer);
    const rows = Array.from({ length: SITES }, (_, at) => ({
      code: `X${at}`,
      name: `Xã ${at}`,
      contactName: at % 2 === 0 ? `Nguyễn Văn ${at}` : '',
      contactPhone: at % 2 === 0 ? `09${String(at).padStart(8, '0')}` : '',
    }));
    await importRows(organizer, conference, 'sites', stringify(rows, { header: true }));
    const sites = await organizer.all(`${conference.path}/sites`);
    for (const { id } of sites.slice(0, CALLED))
      await organizer.post(`/api/v1/sites/${id}/readiness/pass`, { reason: 'Đã kiểm tra tại chỗ' });
    for (const { id } of sites.slice(-CALLED))
      await organizer.post(`/api/v1/sites/${id}/contacts`, { called: true, note: 'Hẹn chiều nay lắp máy' });
    const headers = { authorization: `Bearer ${await organizerToken(service.url)}` };
    const watching = watch(service);
    const startedAt = performance.now();
    const answer = await fetch(`${service.url}${conference.path}/reports/chase.xlsx`, { headers });
    const bytes = (await answer.arrayBuffer()).byteLength;
    const seconds = (performance.now() - startedAt) / 1000;
    const { p99, most } = await watching.stop();
    report({
      name: `chase list of ${SITES} sites, as a workbook`,
      value: seconds,
      unit: 's',
      limit: '< 10 s',
      ok: answer.status === 200 && bytes > 500_000 && seconds < 10,
      note: `${Math.round(bytes / 1000)} kB`,
    });
    report({
      name: 'chase list: other requests meanwhile, p99',
      value: p99,
      unit: 'ms',
      limit: '< 100 ms',
      ok: p99 < 100,
      note: `at most ${Math.round(most)} ms`,
    });
  } finally {
    await service.stop();
  }
}

if (import.meta.url === `file://${process.argv[1]}`)
  await run((row) => process.stdout.write(`${JSON.stringify(row)}\n`));
