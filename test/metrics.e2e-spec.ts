import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { program } from './support/programs.js';
import { storyWhere } from './support/story-where.js';

interface Family {
  help: string;
  type: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}
let app: TestApp;
let hall: Hall;
let token: string;
let socket: LiveClient;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 3, people: 2 });
  // Not under way: its site is not counted.
  await makeHall(app.organizer, { sites: 1, people: 0, status: 'open' });
  ({ token } = await pair(app.organizer, hall.sites[0]!.id));
  socket = await LiveClient.connect(app.url, { token });
  await socket.ask('site.join', { siteId: hall.sites[0]!.id });
});
afterAll(async () => {
  socket.close();
  await app.stop();
});

const scrape = async (): Promise<string> => (await app.organizer.get<string>('/metrics')).body;

/** What Prometheus reads. @throws on a line that is neither a comment nor a sample of the family before it */
function familiesOf(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  let last = '';
  for (const line of text.split('\n').filter(Boolean)) {
    const [, kind, name = '', said = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') families.set((last = name), { help: said, type: '', samples: [] });
    else if (kind === 'TYPE') families.get(name)!.type = said;
    else {
      const [, sample = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line)!;
      expect([sample, sample.replace(/_(bucket|sum|count)$/, '')]).toContain(last);
      families.get(last)!.samples.push({
        name: sample,
        labels: Object.fromEntries(
          [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, of]) => [key!, of!]),
        ),
        value: Number(value),
      });
    }
  }
  return families;
}
/** The value of one sample; `undefined` if there is none. */
async function figure(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const families = familiesOf(await scrape());
  const samples = [...families.values()].flatMap((family) => family.samples);
  return samples.find(
    (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
  )?.value;
}

describe('the figures for Prometheus', () => {
  it('have its names: a prefix, a unit, `_total` for what counts, and each its HELP and TYPE', async () => {
    const families = familiesOf(await scrape());
    const bad = [...families].filter(
      ([name, { help, type, samples }]) =>
        !/^(diemcau|nodejs|process)_[a-z0-9_]+$/.test(name) ||
        help.length < 5 ||
        !['counter', 'gauge', 'histogram', 'summary'].includes(type) ||
        (type === 'counter') !== name.endsWith('_total') ||
        (type === 'histogram' && !/_(seconds|bytes|callers)$/.test(name)) ||
        (name.startsWith('diemcau_') && type === 'gauge' && samples.length === 0),
    );
    expect(bad).toEqual([]);
    expect(families.size).toBeGreaterThan(30);
  });

  it('have no label that grows: no id, address or name', async () => {
    await app.organizer.get(`/no-such-page/${randomUUID()}`);
    await app.organizer.get(pathTo(ROUTES.conference, randomUUID()));
    await socket.ask(`x.${randomUUID()}` as 'site.join', { siteId: '' });
    const text = await scrape();
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).not.toMatch(/127\.0\.0\.1|ban-to-chuc|hoi-nghi/);
  });

  it('count check-ins by what became of them, once they are durable', async () => {
    const before = await Promise.all(
      ['accepted', 'duplicate', 'refused'].map((outcome) => figure('diemcau_checkins_total', { outcome })),
    );
    const entry = present(hall.checkpoint.id, hall.people[0]![0]!.id);
    const unknown = present(hall.checkpoint.id, randomUUID());
    for (const entries of [[entry], [entry, unknown]])
      made(await app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries }));
    const after = await Promise.all(
      ['accepted', 'duplicate', 'refused'].map((outcome) => figure('diemcau_checkins_total', { outcome })),
    );
    expect(after.map((one, at) => one! - (before[at] ?? 0))).toEqual([1, 1, 1]);
  });

  it('tell sites of live conferences by presence, and calls that are open', async () => {
    // Stored two seconds after it happened.
    while ((await figure('diemcau_sites', { presence: 'online' })) !== 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await figure('diemcau_sites', { presence: 'never' })).toBe(2);
    expect(await figure('diemcau_sites', { presence: 'lost' })).toBe(0);
    expect(await figure('diemcau_help_calls_open')).toBe(0);
    const site = app.anonymous.as(token);
    made(
      await site.post(pathTo(ROUTES.siteHelp, hall.sites[0]!.id), { id: randomUUID(), message: 'Mất tiếng' }),
    );
    expect(await figure('diemcau_help_calls_open')).toBe(1);
    expect(await figure('diemcau_incidents_open', { cause: 'ours' })).toBe(0);
  });

  it('count sign-ins that failed', async () => {
    const wrong = { login: 'khong-ai', password: 'sai-mat-khau-roi' };
    const before =
      (await figure('diemcau_sign_in_failures_total', { kind: 'password', reason: 'wrong' })) ?? 0;
    await app.anonymous.post(pathTo(ROUTES.signIn), wrong);
    const after = await figure('diemcau_sign_in_failures_total', { kind: 'password', reason: 'wrong' });
    expect(after).toBe(before + 1);
  });

  it('measure commits, the database and the disk', async () => {
    const commits = (await figure('diemcau_commit_duration_seconds_count'))!;
    made(await app.organizer.post(pathTo(ROUTES.checkpoints, hall.conference.id), { name: 'Sau giải lao' }));
    expect(await figure('diemcau_commit_duration_seconds_count')).toBeGreaterThan(commits);
    expect(await figure('diemcau_commit_callers_sum')).toBeGreaterThanOrEqual(commits);
    expect(await figure('diemcau_database_size_bytes')).toBeGreaterThan(100_000);
    const size = (await figure('diemcau_disk_size_bytes', { disk: 'data' }))!;
    expect(await figure('diemcau_disk_free_bytes', { disk: 'data' })).toBeLessThan(size);
    expect(await figure('diemcau_disk_free_bytes', { disk: 'backup' })).toBeUndefined();
    expect(await figure('diemcau_storage_takes_writes')).toBe(1);
    expect(await figure('diemcau_backup_last_success_timestamp_seconds')).toBe(0);
    expect(await figure('diemcau_database_wal_size_bytes')).toEqual(
      app.databaseUrl ? undefined : expect.any(Number),
    );
  });
});

describe('what `docs/grafana` asks for', () => {
  const files = [...readdirSync('docs/grafana').map((name) => `docs/grafana/${name}`), 'docs/operate.md'];

  it('the operator is told what to do at each alert', () => {
    const alerts = readFileSync('docs/grafana/alerts.yml', 'utf8').match(/(?<=alert: )\w+/g)!;
    const told = new Set(readFileSync('docs/operate.md', 'utf8').match(/(?<=`)Diemcau\w+(?=`)/g)!);
    expect([...told].sort()).toEqual(alerts.sort());
  });

  it.each(files)('%s names metrics that exist, and labels that they have', async (file) => {
    const families = familiesOf(await scrape());
    const text = readFileSync(file, 'utf8');
    const asked = [...text.matchAll(/\b(?:diemcau|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
    const exists = (name: string): boolean =>
      families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, ''));
    // What is the file's own is not asked for.
    const optional = app.databaseUrl ? ['diemcau_database_wal_size_bytes'] : [];
    expect([...new Set(asked)].filter((name) => !exists(name) && !optional.includes(name))).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
    const values = [...text.matchAll(/(diemcau_\w+)\{[^}]*?(presence|cause|outcome)=\\?"([a-z]+)\\?"/g)];
    for (const [, name, label, value] of values)
      expect(families.get(name!)!.samples.map(({ labels }) => labels[label!])).toContain(value);
  });

  const promtool = program('promtool');
  storyWhere('promtool', promtool ? null : 'it is not installed')(
    'promtool finds nothing to say',
    async () => {
      const checked = (words: string[], input?: string): string => {
        const { stdout, stderr, status } = spawnSync(promtool!, words, { input, encoding: 'utf8' });
        return status === 0 ? '' : stdout + stderr;
      };
      expect(checked(['check', 'rules', 'docs/grafana/alerts.yml'])).toBe('');
      expect(checked(['check', 'metrics'], await scrape())).toBe('');
    },
  );
});
